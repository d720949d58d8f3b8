/// Durations as people write them: `90s`, `10m`, `1h30m`, `2d`, `-5m`.
package enum DurationText {
    /// A hundred years, in seconds; nothing here lives longer.
    package static let longest: Double = 100 * 365 * 86_400

    private static let units: [(Character, Double)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

    /// Seconds; nil when the text is not a duration or is longer than a hundred years.
    package static func seconds(in text: String) -> Double? {
        let isNegative = text.hasPrefix("-")
        var rest = text.dropFirst(isNegative ? 1 : 0)
        var total = 0.0
        // Units go from large to small, each at most once, so that `5m1h` is seen as the slip it is.
        for (unit, seconds) in units {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard rest.dropFirst(digits.count).first == unit, let count = Int32(digits) else { continue }
            total += Double(count) * seconds
            rest = rest.dropFirst(digits.count + 1)
        }
        guard rest.isEmpty, text.last?.isLetter == true, total <= longest else { return nil }
        return isNegative ? -total : total
    }

    /// The shortest way to write a number of seconds; fractions are cut off.
    package static func text(_ seconds: Double) -> String {
        var rest = seconds.magnitude.rounded(.down)
        var text = seconds <= -1 ? "-" : ""
        for (unit, length) in units where rest >= length {
            let count = (rest / length).rounded(.down)
            text += "\(Int(count))\(unit)"
            rest -= count * length
        }
        return text.isEmpty ? "0s" : text
    }
}
