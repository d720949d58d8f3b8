import EmulatorCore

/// A path of `google.api.http`: literal segments and variables that take one whole segment, the last one
/// perhaps with a verb behind it: `/api/v1/connections/{connection_id}:enable`.
package struct PathTemplate: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        /// `suffix` is empty, or a verb with its colon.
        case variable(name: String, suffix: String)
    }

    /// As the contract writes it.
    package let text: String
    package let segments: [Segment]

    /// The variables' names in order; a dot in a name leads into a nested message.
    package var variables: [String] {
        segments.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
    }
}

extension PathTemplate {
    /// - Throws: for what the contract does not use: variables over several segments, and wildcards.
    package init(_ text: String) throws(EmulatorError) {
        guard text.first == "/" else { throw Self.unsupported(text) }
        var segments: [Segment] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = Segment(part) else { throw Self.unsupported(text) }
            segments.append(segment)
        }
        self.text = text
        self.segments = segments
    }

    private static func unsupported(_ text: String) -> EmulatorError {
        EmulatorError(.internal, "a path template of a kind that we do not read: \(text)")
    }
}

extension PathTemplate.Segment {
    fileprivate init?(_ text: Substring) {
        guard text.first == "{" else {
            guard !text.isEmpty, !text.contains(where: { "{}*".contains($0) }) else { return nil }
            self = .literal(String(text))
            return
        }
        guard let close = text.firstIndex(of: "}") else { return nil }
        var name = text[text.index(after: text.startIndex)..<close]
        if name.hasSuffix("=*") { name = name.dropLast(2) }
        let suffix = text[text.index(after: close)...]
        guard !name.isEmpty, !name.contains(where: { "=*/".contains($0) }) else { return nil }
        guard suffix.isEmpty || (suffix.first == ":" && suffix.count > 1) else { return nil }
        self = .variable(name: String(name), suffix: String(suffix))
    }
}
