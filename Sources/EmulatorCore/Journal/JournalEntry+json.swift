extension JournalEntry {
    /// As the control API shows it.
    /// - Parameters:
    ///   - showsSecrets: false to put `***` in the place of tokens, keys and passwords.
    ///   - environment: its id.
    package func json(showsSecrets: Bool, environment: String) -> JSONValue {
        let facts = facts
        let details = facts.details
        func shown(_ value: JSONValue) -> JSONValue { showsSecrets ? value : Secrets.masked(value) }
        var entry: [String: JSONValue] = [
            "id": .number(Double(number)), "time": .string(call.startedAt.rfc3339),
            "environment": .string(environment), "caller": Self.text(call.caller),
            "door": .string(facts.door.rawValue), "operation": .string(facts.operation),
            "identifier": Self.text(details.identifier), "connection": Self.text(details.connection),
            "connected_account_id": Self.text(details.account), "tool": Self.text(details.tool),
            "parameters": shown(details.parameters), "code": .string(code),
            "error_code": Self.text(facts.errorCode), "error": failure.map { shown($0.json) } ?? .null,
            "result": (answer.flatMap(call.subject.result)).map(shown) ?? .null,
            "duration_ms": .number(Double(duration) / 1_000), "attempt": .number(Double(attempt)),
            "faults": .array(faults.map(\.json)), "hints": .array(hints.map(\.json)),
        ]
        if let status { entry["status"] = .number(Double(status)) }
        entry.merge(call.client.json) { $1 }
        return .object(entry)
    }

    private static func text(_ value: String?) -> JSONValue {
        value.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
    }
}

extension CallingClient {
    fileprivate var json: [String: JSONValue] {
        let product = product
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "sdk": text(product?.name), "sdk_version": text(product?.version), "api_version": text(apiVersion),
            "user_agent": text(userAgent),
        ]
    }
}

extension EmulatorError {
    fileprivate var json: JSONValue {
        var error: [String: JSONValue] = ["message": .string(message)]
        if let hint { error["hint"] = .string(hint) }
        if let retryAfter { error["retry_after"] = .number(Double(retryAfter)) }
        if let toolError {
            error["tool_error"] = [
                "code": .string(toolError.code), "message": .string(toolError.message),
                "execution_id": .string(toolError.executionID),
            ]
        }
        if !violations.isEmpty {
            error["violations"] = .array(
                violations.map {
                    [
                        "field": .string($0.field), "description": .string($0.description),
                        "constraint": .string($0.constraint),
                    ]
                })
        }
        return .object(error)
    }
}
