extension Fault.Effect {
    init?(_ key: Fault.Key, _ yaml: YAMLValue) {
        switch key {
        case .error: self.init(error: yaml)
        case .toolError: self.init(toolError: yaml)
        case .rateLimited: self.init(rateLimited: yaml)
        case .reset:
            guard let what = yaml.trueOrBreak() else { return nil }
            self = .reset(what)
        case .loseReply:
            guard let what = yaml.trueOrBreak() else { return nil }
            self = .delivery(.lost(what))
        case .truncate:
            guard let delivery = yaml.truncation() else { return nil }
            self = .delivery(delivery)
        case .slowBody:
            guard let seconds = yaml.latency() else { return nil }
            self = .delivery(.slow(seconds))
        default: return nil
        }
    }

    enum ErrorKey: String, YAMLKeys {
        case code
        case message
        case errorCode = "error_code"
        case hint
        case retryAfter = "retry_after"
    }

    private init?(error yaml: YAMLValue) {
        guard let map = yaml.mapping(of: ErrorKey.self) else { return nil }
        guard let code = map.required(.code)?.statusCode() else { return nil }
        var error = EmulatorError(
            code, map[.message]?.text() ?? "a fault was set for this call", errorCode: map[.errorCode]?.text(.line),
            hint: map[.hint]?.text())
        error.retryAfter = map[.retryAfter]?.waitingTime()
        self = .error(error)
    }

    enum ToolErrorKey: String, YAMLKeys {
        case code
        case message
        case status
    }

    /// By the words of spec/actions.md section 2.6, which tell which gRPC status the failure has.
    private static let statuses: [String: EmulatorError.Code] = [
        "RATE_LIMITED": .resourceExhausted, "UNAUTHORIZED": .unauthenticated, "FORBIDDEN": .permissionDenied,
    ]

    private init?(toolError yaml: YAMLValue) {
        guard let map = yaml.mapping(of: ToolErrorKey.self) else { return nil }
        let code = map[.code]?.text(.line) ?? "EXEC_FAILED"
        let message = map[.message]?.text() ?? "the provider failed on purpose"
        let status = map[.status].map { $0.statusCode() } ?? Self.statuses[code] ?? .internal
        guard let status else { return nil }
        self = .toolError(code: code, message: message, status: status)
    }

    enum RateLimitedKey: String, YAMLKeys {
        case retryAfter = "retry_after"
        case message
    }

    private init?(rateLimited yaml: YAMLValue) {
        if yaml.scalar == .bool(true) {
            self = .error(.rateLimited(retryAfter: 1))
            return
        }
        guard let map = yaml.mapping(of: RateLimitedKey.self) else { return nil }
        var error = EmulatorError.rateLimited(retryAfter: map[.retryAfter]?.waitingTime() ?? 1)
        if let message = map[.message]?.text() { error.message = message }
        self = .error(error)
    }
}

extension EmulatorError {
    /// The error code is documented, the rest is not.
    static func rateLimited(retryAfter seconds: Int) -> EmulatorError {
        var error = EmulatorError(
            .resourceExhausted, "too many requests", errorCode: "RATE_LIMITED",
            hint: "Try again in \(seconds) seconds.")
        error.retryAfter = seconds
        return error
    }
}

extension YAMLValue {
    /// The name of a gRPC status.
    fileprivate func statusCode() -> EmulatorError.Code? {
        choice(of: EmulatorError.Code.allCases.map { ($0.name, $0) })
    }

    /// Whole seconds.
    fileprivate func waitingTime() -> Int? {
        if case .number = scalar { return wholeNumber(0...86_400) }
        return duration(0...86_400).map { Int($0.rounded(.up)) }
    }

    fileprivate func trueOrBreak() -> Delivery.Break? {
        if scalar == .bool(true) { return .connection }
        return choice(of: Delivery.Break.allCases.map { ($0.rawValue, $0) })
    }

    private enum TruncationKey: String, YAMLKeys { case after }

    /// `true`, for in the middle, or `{after: BYTES}`.
    fileprivate func truncation() -> Delivery? {
        if scalar == .bool(true) { return .truncated(after: nil) }
        guard let bytes = mapping(of: TruncationKey.self)?.required(.after)?.wholeNumber(0...1_000_000_000) else {
            return nil
        }
        return .truncated(after: bytes)
    }
}
