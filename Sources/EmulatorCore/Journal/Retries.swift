import struct Foundation.Date

/// Tells a call that is tried again from a new one: the same caller, operation and request through the same door, not
/// long after it failed in a way that may pass.
/// Clients send nothing that would say so.
struct Retries {
    struct Key: Hashable {
        var door: Door
        var operation: String
        var caller: String
        var request: [UInt8]
        /// For doors whose requests are not in the bytes.
        var details: CallDetails?

        init(_ call: JournalCall) {
            door = call.door
            operation = call.operation
            caller = call.caller
            request = call.request
            details = (call.subject as? KnownSubject)?.details
        }
    }

    /// SDKs give up within a few seconds.
    static let standardWindow = 60.0
    private static let limit = 1_000

    private var failed: [Key: (attempts: Int, at: Date)] = [:]

    /// - Parameter isOver: whether the caller got what it wanted.
    /// - Returns: which attempt this was.
    mutating func note(_ call: JournalCall, isOver: Bool, at now: Date) -> Int {
        // Costs nothing as long as nothing fails.
        if failed.isEmpty, isOver { return 1 }
        let key = Key(call)
        var attempt = 1
        if let earlier = failed[key], abs(now.timeIntervalSince(earlier.at)) <= Self.standardWindow {
            attempt = earlier.attempts + 1
        }
        failed[key] = isOver ? nil : (attempt, now)
        if failed.count > Self.limit { drop(before: now) }
        return attempt
    }

    private mutating func drop(before now: Date) {
        failed = failed.filter { abs(now.timeIntervalSince($0.value.at)) <= Self.standardWindow }
        if failed.count > Self.limit { failed.removeAll() }
    }
}

extension EmulatorError.Code {
    /// Whether a failure says nothing against trying the same again. Who asks again for what was not found is not
    /// trying again but asking anew.
    var invitesRetry: Bool {
        switch self {
        case .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition, .outOfRange,
            .unimplemented:
            false
        case .cancelled, .unknown, .deadlineExceeded, .resourceExhausted, .aborted, .internal, .unavailable, .dataLoss,
            .unauthenticated:
            true
        }
    }
}
