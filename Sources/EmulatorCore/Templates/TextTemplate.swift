/// A text with placeholders: `{{name}}` and `{{name | fallback}}`.
///
/// A text that is nothing but one placeholder takes the value's type; in the middle of a text the value is written
/// out.
package struct TextTemplate: Sendable, Equatable {
    enum Segment: Sendable, Equatable {
        case text(String)
        case placeholder(name: String, fallback: JSONValue?)
    }

    let segments: [Segment]

    package init(_ text: String) {
        var segments: [Segment] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            if start.lowerBound > rest.startIndex { segments.append(.text(String(rest[..<start.lowerBound]))) }
            segments.append(Self.placeholder(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        if !rest.isEmpty || segments.isEmpty { segments.append(.text(String(rest))) }
        self.segments = segments
    }

    /// What the text becomes when every value is missing.
    var fallback: JSONValue { render { _ in nil } }

    /// - Parameter value: what a name stands for; nil for the fallback, and null when there is none either.
    package func render(_ value: (String) throws -> JSONValue?) rethrows -> JSONValue {
        if segments.count == 1, let only = segments.first { return try Self.render(only, value) }
        return .string(try segments.map { try Self.render($0, value).shownOrEmpty }.joined())
    }

    /// What the placeholders stood for in a text that was rendered; nil when the text is another one.
    func captures(of text: String) -> [String: String]? {
        var captures: [String: String] = [:]
        var rest = text[...]
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .text(let fixed):
                guard rest.hasPrefix(fixed) else { return nil }
                rest = rest.dropFirst(fixed.count)
            case .placeholder(let name, _):
                var end = rest.endIndex
                if index + 1 < segments.count, case .text(let next) = segments[index + 1] {
                    guard let found = rest.firstRange(of: next) else { return nil }
                    end = found.lowerBound
                }
                captures[name] = String(rest[..<end])
                rest = rest[end...]
            }
        }
        return rest.isEmpty ? captures : nil
    }

    /// The names it asks for, and whether there is something to fall back to.
    var placeholders: [(name: String, hasFallback: Bool)] {
        segments.compactMap {
            if case .placeholder(let name, let fallback) = $0 { (name, fallback != nil) } else { nil }
        }
    }

    private static func render(_ segment: Segment, _ value: (String) throws -> JSONValue?) rethrows -> JSONValue {
        switch segment {
        case .text(let text): .string(text)
        case .placeholder(let name, let fallback): try value(name) ?? fallback ?? .null
        }
    }

    private static func placeholder(_ inside: Substring) -> Segment {
        let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].trimmed
        guard parts.count > 1 else { return .placeholder(name: name, fallback: nil) }
        return .placeholder(name: name, fallback: JSONText.value(parts[1].trimmed))
    }
}

extension JSONValue {
    /// The value with every placeholder in its texts filled in.
    package func rendered(_ value: (String) throws -> JSONValue?) rethrows -> JSONValue {
        switch self {
        case .string(let text): text.contains("{{") ? try TextTemplate(text).render(value) : self
        case .array(let items): .array(try items.map { try $0.rendered(value) })
        case .object(let members): .object(try members.mapValues { try $0.rendered(value) })
        case .null, .bool, .number: self
        }
    }

    /// Every placeholder in its texts.
    var placeholders: [(name: String, hasFallback: Bool)] {
        switch self {
        case .string(let text): text.contains("{{") ? TextTemplate(text).placeholders : []
        case .array(let items): items.flatMap(\.placeholders)
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.placeholders)
        case .null, .bool, .number: []
        }
    }

    /// The member at the end of a dotted path; list items by number.
    package subscript(path path: some StringProtocol) -> JSONValue? {
        // Most paths are one name.
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path.isEmpty ? self : member(path) }
        return path.split(separator: ".").reduce(Optional(self)) { $0?.member($1) }
    }

    private func member(_ step: some StringProtocol) -> JSONValue? {
        switch self {
        case .object(let members): members[String(step)]
        case .array(let items): Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
        case .null, .bool, .number, .string: nil
        }
    }

    fileprivate var shownOrEmpty: String { isNull ? "" : shown }
}

extension StringProtocol {
    /// Without spaces at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
