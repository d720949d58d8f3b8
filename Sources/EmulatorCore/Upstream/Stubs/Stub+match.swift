extension Stub.Match {
    /// Why a call is not one of these, with how many conditions it keeps; nil when it is one.
    func miss(_ call: UpstreamCall) -> (reason: String, kept: Int)? {
        let checks: [() -> String?] = [
            { subjectMiss(call) },
            { globMiss(connection, call.target.connection.keyID, "connection") },
            { globMiss(identifier, call.target.account.identifier, "identifier") },
            { params.flatMap { JSONPattern.mismatch($0, .object(call.comparedParams), at: "params") } },
        ]
        for (kept, check) in checks.enumerated() {
            if let reason = check() { return (reason, kept) }
        }
        return nil
    }

    private func subjectMiss(_ call: UpstreamCall) -> String? {
        if let tool {
            if call.isProxied { return "it is for the tool \(tool), and the call was proxied" }
            return globMiss(tool, call.toolName, "tool")
        }
        guard call.isProxied else { return "it is for proxied calls, and a tool was called" }
        if let method, method != call.request.method { return "the method is \(call.request.method), not \(method)" }
        return globMiss(path, call.request.path, "path")
    }

    private func globMiss(_ pattern: String?, _ text: String, _ what: String) -> String? {
        guard let pattern, !text.matches(glob: pattern) else { return nil }
        return "the \(what) is \(text), not \(pattern)"
    }
}

extension UpstreamCall {
    /// A tool's parameters; of a proxied call what its query and body say.
    fileprivate var comparedParams: [String: JSONValue] {
        guard isProxied else { return params }
        let query = Dictionary(request.query.map { ($0.name, JSONValue.string($0.value)) }) { first, _ in first }
        return query.merging(request.members) { $1 }
    }
}
