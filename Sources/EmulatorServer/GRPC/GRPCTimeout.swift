import NIOCore

/// The `grpc-timeout` header: up to eight digits and a unit (H, M, S, m, u, n).
enum GRPCTimeout {
    static func parse(_ text: String) -> TimeAmount? {
        guard let unit = text.last, (2...9).contains(text.utf8.count),
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text.dropLast())
        else { return nil }
        switch unit {
        case "H": return .hours(value)
        case "M": return .minutes(value)
        case "S": return .seconds(value)
        case "m": return .milliseconds(value)
        case "u": return .microseconds(value)
        case "n": return .nanoseconds(value)
        default: return nil
        }
    }
}
