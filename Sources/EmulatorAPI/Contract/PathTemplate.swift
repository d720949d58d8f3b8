package import EmulatorCore

/// A path of `google.api.http`: literal segments and variables that take one whole segment, the last one
/// perhaps with a verb behind it: `/api/v1/connections/{connection_id}:enable`. It may end in `**`.
package struct PathTemplate: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        /// `suffix` is empty, or a verb with its colon.
        case variable(name: String, suffix: String)
        /// `**`: however many segments follow, without a name.
        case rest
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
    /// Whether there is nothing to capture.
    var isLiteral: Bool { segments.allSatisfy { if case .literal = $0 { true } else { false } } }

    /// - Throws: for what the contract does not use: variables over several segments, and other wildcards.
    package init(_ text: String) throws(EmulatorError) {
        guard text.utf8.first == UInt8(ascii: "/") else { throw Self.unsupported(text) }
        var segments: [Segment] = []
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = Segment(part) else { throw Self.unsupported(text) }
            segments.append(segment)
        }
        guard !segments.dropLast().contains(.rest) else { throw Self.unsupported(text) }
        self.text = text
        self.segments = segments
    }

    private static func unsupported(_ text: String) -> EmulatorError {
        EmulatorError(.internal, "a path template of a kind that we do not read: \(text)")
    }
}

extension PathTemplate.Segment {
    fileprivate init?(_ text: Substring.UTF8View) {
        if text.elementsEqual("**".utf8) {
            self = .rest
        } else if text.first == UInt8(ascii: "{") {
            self.init(variable: text)
        } else {
            guard !text.isEmpty, !text.contains(where: { "{}*".utf8.contains($0) }) else { return nil }
            self = .literal(String(Substring(text)))
        }
    }

    /// `{id}`, `{id=*}` or `{id}:verb`.
    private init?(variable text: Substring.UTF8View) {
        guard let close = text.firstIndex(of: UInt8(ascii: "}")) else { return nil }
        var name = String(Substring(text[..<close].dropFirst()))
        if name.hasSuffix("=*") { name.removeLast(2) }
        let suffix = String(Substring(text[text.index(after: close)...]))
        guard !name.isEmpty, !name.utf8.contains(where: { "=*{".utf8.contains($0) }) else { return nil }
        guard suffix.isEmpty || (suffix.hasPrefix(":") && suffix.utf8.count > 1) else { return nil }
        self = .variable(name: name, suffix: suffix)
    }
}
