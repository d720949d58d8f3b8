/// Which calls somebody means; what is nil demands nothing. In texts `*` stands for any text.
package struct CallPattern: Sendable, Equatable {
    /// The whole name, or what stands behind its slash: `ExecuteTool`. Of proxied calls and pages `GET /path`.
    package var operation: String?
    package var tool: String?
    package var connection: String?
    package var identifier: String?
    package var door: String?
    package var code: String?
    package var errorCode: String?
    /// Members that have to be there, with these values or patterns, as stubs have them.
    package var parameters: JSONValue?

    package init(
        operation: String? = nil, tool: String? = nil, connection: String? = nil, identifier: String? = nil,
        door: String? = nil, code: String? = nil, errorCode: String? = nil, parameters: JSONValue? = nil
    ) {
        self.operation = operation
        self.tool = tool
        self.connection = connection
        self.identifier = identifier
        self.door = door
        self.code = code
        self.errorCode = errorCode
        self.parameters = parameters
    }

    var isEmpty: Bool { self == CallPattern() }

    /// Why a call is not one of these, with how many conditions it keeps; nil when it is one.
    func miss(_ facts: CallFacts) -> (reason: String, kept: Int)? {
        let details = facts.details
        let checks: [() -> String?] = [
            { operationMiss(facts) },
            { Self.miss(tool, details.tool, "tool") },
            { Self.miss(identifier, details.identifier, "identifier") },
            { Self.miss(connection, details.connection, "connection") },
            { Self.miss(door, facts.door.rawValue, "door") },
            { parametersMiss(details.parameters) },
            { Self.miss(code, facts.code, "code") },
            { Self.miss(errorCode, facts.errorCode, "error_code") },
        ]
        for (kept, check) in checks.enumerated() {
            if let reason = check() { return (reason, kept) }
        }
        return nil
    }

    private func operationMiss(_ facts: CallFacts) -> String? {
        guard let operation else { return nil }
        if facts.operation.matches(glob: operation) { return nil }
        if let short = facts.shortOperation, short.matches(glob: operation) { return nil }
        return "the operation is \(facts.shortOperation ?? facts.operation), not \(operation)"
    }

    /// Secrets are compared, and not told.
    private func parametersMiss(_ given: JSONValue) -> String? {
        guard let parameters, let miss = JSONPattern.mismatch(parameters, given, at: "parameters") else { return nil }
        let shown = Secrets.masked(given)
        if shown == given { return miss }
        return JSONPattern.mismatch(parameters, shown, at: "parameters") ?? "a secret in the parameters differs"
    }

    private static func miss(_ pattern: String?, _ text: String?, _ what: String) -> String? {
        guard let pattern else { return nil }
        guard let text else { return "it has no \(what), and \(pattern) was asked for" }
        return text.matches(glob: pattern) ? nil : "the \(what) is \(text), not \(pattern)"
    }
}

extension CallPattern: CustomStringConvertible {
    /// In words, for explanations.
    package var description: String {
        var words = tool.map { "the tool \($0)" } ?? operation.map { "the operation \($0)" } ?? "any call"
        if tool != nil, let operation { words += " by the operation \(operation)" }
        if let identifier { words += " as \(identifier)" }
        if let connection { words += " on \(connection)" }
        if let door { words += " through \(door)" }
        if let parameters {
            words += " with parameters like " + String(decoding: JSONText.bytes(parameters), as: UTF8.self)
        }
        if let code { words += " ending in \(code)" }
        if let errorCode { words += " with the error code \(errorCode)" }
        return words
    }
}
