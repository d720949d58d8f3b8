import EmulatorCore

/// Turns a REST request into the protobuf message that its operation takes.
package struct RequestTranscoder: Sendable {
    private let contract: Contract

    package init(contract: Contract) {
        self.contract = contract
    }

    /// The path wins over the body. A body of one field leaves the other fields to the query; a binding with
    /// `body: "*"` ignores the query and one without a body ignores the body. JSON members and query parameters
    /// that the message does not have are ignored, as the real service does.
    /// - Parameters:
    ///   - captures: what the path's variables hold, decoded.
    ///   - query: names and values in order, decoded.
    ///   - body: JSON in UTF-8; empty means `{}`.
    /// - Returns: the message, serialized. The rules of the contract have not been checked.
    /// - Throws: `EmulatorError` INVALID_ARGUMENT that names the place in the JSON, or the field, the type it takes
    ///   and the value given unless that is a credential.
    package func decode(
        method: Method,
        binding: HTTPBinding,
        captures: [String: String],
        query: [(String, String)],
        body: [UInt8]
    ) throws -> [UInt8] {
        var request = RequestTree(method.input, contract: contract)
        switch binding.body {
        case .none: break
        case .all: if !Self.isBlank(body) { try request.merge(JSONReader.parse(body)) }
        case .field(let name): if !Self.isBlank(body) { request.set(name, to: try JSONReader.parse(body)) }
        }
        if binding.body != .all {
            let inBody: String? = if case .field(let name) = binding.body { name } else { nil }
            try request.add(query: query, except: inBody)
        }
        for name in binding.template.variables {
            if let value = captures[name] { try request.set(name, toText: value) }
        }
        var encoder = MessageEncoder(contract: contract)
        return try encoder.encode(request.tree, as: method.input)
    }

    private static func isBlank(_ body: [UInt8]) -> Bool {
        body.allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    }
}
