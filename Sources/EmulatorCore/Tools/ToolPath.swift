import Foundation

/// A path with `{parameters}` in it. The slashes of a value are encoded; those of `{+parameter}` stay, for providers
/// whose names and file paths have some (RFC 6570 writes it so).
package struct ToolPath: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case text(String)
        case parameter(String, keepsSlashes: Bool)
    }

    /// As definitions show it: without the plus.
    package let text: String
    let parts: [Part]

    package init(_ text: String) {
        self.text = text.replacing("{+", with: "{")
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            if start > rest.startIndex { parts.append(.text(String(rest[..<start]))) }
            let name = rest[rest.index(after: start)..<end]
            parts.append(.parameter(String(name.drop { $0 == "+" }), keepsSlashes: name.hasPrefix("+")))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    package var parameters: [String] {
        parts.compactMap { if case .parameter(let name, _) = $0 { name } else { nil } }
    }

    /// - Parameter value: what stands for a parameter.
    func filled(_ value: (String) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .parameter(let name, let keepsSlashes):
                keepsSlashes ? value(name).pathEncoded : value(name).percentEncoded
            }
        }.joined()
    }

    /// The parameters of a path that came in; nil when it is another path. Only `{+parameter}` at the end may
    /// be empty, which is how providers name a root.
    package func match(_ path: String) -> [String: String]? {
        var captures: [String: String] = [:]
        var rest = path[...]
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                guard rest.hasPrefix(text) else { return nil }
                rest = rest.dropFirst(text.count)
            case .parameter(let name, let keepsSlashes):
                guard let end = end(of: rest, before: index + 1), end > rest.startIndex || keepsSlashes && rest.isEmpty,
                    keepsSlashes || !rest[..<end].contains("/")
                else { return nil }
                captures[name] = rest[..<end].removingPercentEncoding
                rest = rest[end...]
            }
        }
        return rest.isEmpty || rest == "/" ? captures : nil
    }

    /// How exact the path is: of two that match, the one with more fixed text is meant.
    var weight: Int {
        parts.reduce(0) { sum, part in if case .text(let text) = part { sum + text.count } else { sum } }
    }

    /// Where a parameter ends: before the text that follows it, or at the next slash, or at the path's end.
    private func end(of rest: Substring, before next: Int) -> Substring.Index? {
        if next < parts.count, case .text(let text) = parts[next] {
            let inner = rest.isEmpty ? rest : rest.dropFirst()
            return inner.firstRange(of: text)?.lowerBound
        }
        if next == parts.count, case .parameter(_, keepsSlashes: true) = parts[next - 1] { return rest.endIndex }
        return rest.firstIndex(of: "/") ?? rest.endIndex
    }
}

extension StringProtocol {
    /// Percent-encoded for a path, slashes as they are.
    var pathEncoded: String {
        split(separator: "/", omittingEmptySubsequences: false).map { String($0).percentEncoded }.joined(separator: "/")
    }
}
