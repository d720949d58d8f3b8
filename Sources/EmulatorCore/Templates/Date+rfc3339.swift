package import struct Foundation.Date

extension Date {
    /// `2026-11-01T12:30:00Z`; milliseconds where there are any.
    package var rfc3339: String {
        let hasFraction = microseconds % 1_000_000 != 0
        return formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction))
    }
}
