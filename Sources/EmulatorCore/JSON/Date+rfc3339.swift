package import Foundation

extension Date {
    /// `2026-11-01T12:30:00Z`; milliseconds where there are any.
    package var rfc3339: String {
        let hasFraction = microseconds % 1_000_000 != 0
        return formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction))
    }

    /// Nil for a text that is no moment.
    package init?(rfc3339 text: String) {
        let styles = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
        guard let date = styles.lazy.compactMap({ try? Date(text, strategy: $0) }).first else { return nil }
        self = date
    }
}
