import EmulatorCore
import HTTPTypes

/// The control API described in OpenAPI 3.1, made from its routes.
struct ControlDocument: Sendable {
    let routes: [ControlRoute]
    /// Whether callers need the control token.
    let needsToken: Bool

    /// - Parameter origin: where clients reach us, without a trailing slash.
    func json(origin: String) -> JSONValue {
        var document: [String: JSONValue] = [
            "openapi": "3.1.0",
            "info": [
                "title": "scalekit-emulator control API", "version": .string(EmulatorVersion.current),
                "description": """
                What a test does to an environment from outside of Scalekit's own API. `client_id` chooses the \
                environment; without it the default one is meant.
                """,
            ],
            "servers": [["url": .string(origin)]],
            "paths": .object(paths),
            "components": .object(components),
        ]
        if needsToken { document["security"] = [["control_token": []]] }
        return .object(document)
    }

    private var paths: [String: JSONValue] {
        Dictionary(grouping: routes, by: \.path).mapValues { routes in
            .object(
                Dictionary(
                    routes.map { ($0.method.rawValue.lowercased(), operation($0)) }, uniquingKeysWith: { $1 }))
        }
    }

    private var components: [String: JSONValue] {
        var components: [String: JSONValue] = ["schemas": ["Error": Self.error]]
        if needsToken { components["securitySchemes"] = ["control_token": ["type": "http", "scheme": "bearer"]] }
        return components
    }

    private func operation(_ route: ControlRoute) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .string(route.operationID), "summary": .string(route.summary),
            "tags": [.string(route.resource)],
            "responses": .object(answers(of: route)),
        ]
        if !route.details.isEmpty { operation["description"] = .string(route.details) }
        let parameters = route.parameters
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        operation["requestBody"] = route.body?.json
        if route.scope == .anybody, needsToken { operation["security"] = [] }
        return .object(operation)
    }

    private func answers(of route: ControlRoute) -> [String: JSONValue] {
        var errors = route.expectedErrors.merging(route.errors) { $1 }
        if needsToken, route.scope != .anybody { errors[401] = "The control token is missing or another one." }
        var answers = errors.mapValues { meaning -> JSONValue in
            [
                "description": .string(meaning),
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
            ]
        }
        let (status, answer) = route.answer.json
        answers[status] = answer
        return Dictionary(uniqueKeysWithValues: answers.map { ("\($0.key)", $0.value) })
    }

    private static let error: JSONValue = [
        "type": "object", "required": ["code", "message", "details"],
        "properties": [
            "code": ["type": "integer", "description": "The gRPC status by number."],
            "message": ["type": "string"],
            "details": [
                "type": "array", "items": ["type": "object"],
                "description": "ErrorInfo, with the broken rules by field.",
            ],
        ],
    ]
}
