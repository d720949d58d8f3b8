/// The REST door described in OpenAPI 3.1, made from the contract.
package enum OpenAPIDocument {
    /// - Parameters:
    ///   - served: full names of the operations that have a handler; only these are described.
    ///   - serverURL: where clients reach us, without a trailing slash.
    /// - Returns: JSON in UTF-8.
    package static func json(contract: Contract, served: Set<String>, serverURL: String) -> [UInt8] {
        let methods = contract.services.flatMap(\.methods).filter { served.contains($0.fullName) }
        let document: JSONTree = [
            "openapi": "3.1.0",
            "info": [
                "title": "Scalekit emulator",
                "version": "1",
                "description": "The part of Scalekit's REST API that this emulator serves. Unofficial.",
            ],
            "servers": [["url": .string(serverURL)]],
            "security": [["client_credentials": []]],
            "tags": .array(tags(methods)),
            "paths": paths(methods, contract),
            "components": components(methods, contract, serverURL),
        ]
        return document.bytes
    }

    private static func tags(_ methods: [Method]) -> [JSONTree] {
        var names: [String] = []
        for method in methods where !names.contains(method.service) { names.append(method.service) }
        return names.map { ["name": .string(OperationWords.title(service: $0)), "description": .string($0)] }
    }

    /// In the order in which the paths first appear.
    private static func paths(_ methods: [Method], _ contract: Contract) -> JSONTree {
        var order: [String] = []
        var items: [String: [JSONTree.Member]] = [:]
        for method in methods {
            for (index, binding) in method.bindings.enumerated() {
                let path = OpenAPIOperation.path(binding.template)
                if items[path] == nil { order.append(path) }
                let operation = OpenAPIOperation(method: method, binding: binding, index: index, contract: contract)
                items[path, default: []].append(.init(name: binding.verb.lowercased(), value: operation.tree))
            }
        }
        return .object(order.map { JSONTree.Member(name: $0, value: .object(items[$0] ?? [])) })
    }

    private static func components(_ methods: [Method], _ contract: Contract, _ serverURL: String) -> JSONTree {
        [
            "securitySchemes": [
                "client_credentials": [
                    "type": "oauth2",
                    "description": "Exchange the client id and secret for a bearer token.",
                    "flows": [
                        "clientCredentials": ["tokenUrl": .string(serverURL + "/oauth/token"), "scopes": [:]]
                    ],
                ]
            ],
            "responses": [
                "Error": [
                    "description": "The operation failed. `code` is the gRPC status by number.",
                    "content": ["application/json": ["schema": OpenAPISchemas.reference("Error")]],
                ]
            ],
            "schemas": OpenAPISchemas.all(of: methods, contract),
        ]
    }
}
