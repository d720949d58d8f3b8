import Foundation

extension YAMLValue {
    /// Seconds, written as `90s`, `10m`, `1h30m` or `2d`; with a minus in front for the past.
    func duration(_ allowed: ClosedRange<Double> = -DurationText.longest...DurationText.longest) -> Double? {
        guard case .text(let text) = scalar, let seconds = DurationText.seconds(in: text) else {
            refuse(expected: "a duration with units, for example 90s, 10m, 1h30m or 2d")
            return nil
        }
        guard allowed.contains(seconds) else {
            let bounds = "\(DurationText.text(allowed.lowerBound)) and \(DurationText.text(allowed.upperBound))"
            refuse("must be between \(bounds)")
            return nil
        }
        return seconds
    }

    /// A moment in RFC 3339, for example `2026-01-31T09:30:00Z`.
    func timestamp() -> Date? {
        guard case .text(let text) = scalar, let date = Date(rfc3339: text) else {
            refuse(expected: "a moment like 2026-01-31T09:30:00Z")
            return nil
        }
        return date
    }
}
