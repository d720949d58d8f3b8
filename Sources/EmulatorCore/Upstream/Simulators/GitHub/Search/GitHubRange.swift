/// What a qualifier says about a number or a time: `5`, `>=5`, `<2026-01-01`, `1..10`, `*..2026-01-01T10:00:00Z`.
struct GitHubRange<Bound: Comparable> {
    private let lower: Bound?
    private let upper: Bound?
    private let excludesLower: Bool
    private let excludesUpper: Bool

    /// - Parameter read: the first and the last value that a text stands for, as a day stands for its seconds.
    /// - Returns: nil for a text that says nothing of the kind.
    init?(_ text: String, read: (String) -> (first: Bound, last: Bound)?) {
        var (lower, upper): (Bound?, Bound?) = (nil, nil)
        var (excludesLower, excludesUpper) = (false, false)
        if let dots = text.firstRange(of: "..") {
            let (from, to) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
            if from != "*" {
                guard let value = read(from) else { return nil }
                lower = value.first
            }
            if to != "*" {
                guard let value = read(to) else { return nil }
                upper = value.last
            }
        } else {
            let sign = text.prefix { "<>=".contains($0) }
            guard let value = read(String(text.dropFirst(sign.count))) else { return nil }
            switch sign {
            case ">": (lower, excludesLower) = (value.last, true)
            case ">=": lower = value.first
            case "<": (upper, excludesUpper) = (value.first, true)
            case "<=": upper = value.last
            default: (lower, upper) = (value.first, value.last)
            }
        }
        (self.lower, self.upper, self.excludesLower, self.excludesUpper) = (lower, upper, excludesLower, excludesUpper)
    }

    func contains(_ value: Bound) -> Bool {
        if let lower, excludesLower ? value <= lower : value < lower { return false }
        if let upper, excludesUpper ? value >= upper : value > upper { return false }
        return true
    }
}

enum GitHubRanges {
    /// A text that is no range matches nothing.
    static func number(_ text: String, contains value: Int) -> Bool {
        GitHubRange(text) { Int($0).map { ($0, $0) } }?.contains(value) ?? false
    }

    static func time(_ text: String, contains value: String?) -> Bool {
        guard let value else { return false }
        return GitHubRange<String>(text) { text in
            if text.count == 10, GitHubTime.seconds(text + "T00:00:00Z") != nil {
                return ("\(text)T00:00:00Z", "\(text)T23:59:59Z")
            }
            return GitHubTime.seconds(text).map { (GitHubTime.text($0), GitHubTime.text($0)) }
        }?.contains(value) ?? false
    }
}
