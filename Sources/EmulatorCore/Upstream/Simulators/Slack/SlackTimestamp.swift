import struct Foundation.Date

/// What Slack calls `ts`: seconds since 1970 and six more digits, which also name a message in its conversation.
struct SlackTimestamp: Comparable {
    let microseconds: Int64

    init(microseconds: Int64) { self.microseconds = microseconds }

    /// Nil for a text that is no time. `1764000000` means the beginning of that second.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let seconds = Int64(parts[0]), (0..<100_000_000_000).contains(seconds),
            parts[0].allSatisfy(\.isNumber)
        else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard fraction.count <= 6, fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let digits = fraction + String(repeating: "0", count: 6 - fraction.count)
        microseconds = seconds * 1_000_000 + (Int64(digits) ?? 0)
    }

    var text: String {
        let fraction = String(microseconds % 1_000_000)
        return "\(seconds)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    var seconds: Int { Int(microseconds / 1_000_000) }

    var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

    static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}
