extension YAMLValue {
    /// Milliseconds such as `250ms`, or a duration; at most a minute, which is as long as clients wait for tools.
    func latency() -> Double? {
        guard let text = text() else { return nil }
        let seconds =
            text.hasSuffix("ms") ? Int32(text.dropLast(2)).map { Double($0) / 1_000 } : DurationText.seconds(in: text)
        guard let seconds, (0...60).contains(seconds) else {
            refuse("must be a time of at most a minute, such as 250ms or 2s, not \"\(text)\"")
            return nil
        }
        return seconds
    }
}
