/// Patterns that stand for values: `{$regex: …}`, `{$contains: …}`, `{$in: […]}`, `{$any: true}`, `{$absent: true}`.
/// An object matches one that has its members and perhaps more; everything else matches what is equal.
enum JSONPattern {
    private static let operators: Set = ["$regex", "$contains", "$in", "$any", "$absent"]

    /// The first difference, with the way to it; nil when the value matches.
    static func mismatch(_ pattern: JSONValue, _ value: JSONValue?, at path: String) -> String? {
        if let (name, argument) = operation(pattern) { return mismatch(name, argument, value, path) }
        guard let value else { return "\(path) is missing" }
        if case .object(let members) = pattern {
            guard let object = value.object else { return "\(path) is \(value.shown), not an object" }
            return members.sorted { $0.key < $1.key }.lazy
                .compactMap { mismatch($0.value, object[$0.key], at: "\(path).\($0.key)") }.first
        }
        return pattern == value ? nil : "\(path) is \(value.shown), not \(pattern.shown)"
    }

    /// What is wrong with a pattern; nil when it can be used.
    static func mistake(in pattern: JSONValue) -> String? {
        guard let members = pattern.object else { return nil }
        for (name, argument) in members.sorted(by: { $0.key < $1.key }) {
            if name.hasPrefix("$") {
                guard operators.contains(name), members.count == 1 else {
                    return
                        "\"\(name)\" is no pattern of its own: use one of \(operators.sorted().joined(separator: ", "))"
                }
                if name == "$regex", (try? Regex(argument.shown)) == nil {
                    return "\(argument.shown) is no regular expression"
                }
                if name == "$in", argument.array == nil { return "$in needs a list" }
            } else if let mistake = mistake(in: argument) {
                return mistake
            }
        }
        return nil
    }

    private static func operation(_ pattern: JSONValue) -> (String, JSONValue)? {
        guard let members = pattern.object, members.count == 1, let (name, argument) = members.first,
            operators.contains(name)
        else { return nil }
        return (name, argument)
    }

    private static func mismatch(_ name: String, _ argument: JSONValue, _ value: JSONValue?, _ path: String) -> String?
    {
        if name == "$absent" { return value == nil ? nil : "\(path) is there" }
        guard let value else { return "\(path) is missing" }
        let isMatch =
            switch name {
            case "$regex": (try? Regex(argument.shown)).map { value.shown.firstMatch(of: $0) != nil } ?? false
            case "$contains": value.array?.contains(argument) ?? value.shown.contains(argument.shown)
            case "$in": argument.array?.contains(value) ?? false
            default: true
            }
        return isMatch ? nil : "\(path) is \(value.shown), which does not match \(name) \(argument.shown)"
    }
}

extension String {
    /// Whether the text is the pattern, in which `*` stands for any text.
    func matches(glob pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return self == pattern }
        guard hasPrefix(first) else { return false }
        var rest = dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
