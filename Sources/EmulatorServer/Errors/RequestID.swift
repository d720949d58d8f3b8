import Synchronization

/// Names each request, in the `x-request-id` header and in every error's `request_info`.
struct RequestIDs: Sendable {
    private static let counter = Atomic<UInt64>(0)
    /// Tells two runs of the server apart in a log that holds both.
    private static let run = UInt32.random(in: 0 ... .max)

    static func next() -> String {
        let number = counter.add(1, ordering: .relaxed).newValue
        return "req_" + hex(UInt64(run), digits: 8) + hex(number, digits: 8)
    }

    private static func hex(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
