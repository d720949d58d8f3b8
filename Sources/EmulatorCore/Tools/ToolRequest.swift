import Foundation

/// How a tool's parameters become a request to its provider, and how such a request is recognised.
package struct ToolRequest: Sendable, Equatable {
    package var method: String
    /// Where it goes instead of the provider's own base URL.
    package var baseURL: String?
    package var path: ToolPath
    package var query: [Placement]
    package var body: [Placement]
    package var headers: [Placement]
    /// The parameter that is the whole body.
    package var bodyParameter: String?
    package var fixedQuery: [String: JSONValue]
    package var fixedBody: [String: JSONValue]
    package var encoding: Encoding
    /// The code that makes the request where a placement of parameters is not enough.
    package var builder: RequestBuilder?

    package enum Encoding: String, Sendable { case json, form }

    /// A parameter and where it goes: a name, or in a body a way of names.
    package struct Placement: Sendable, Equatable {
        package var parameter: String
        package var target: String
    }
}

/// A path with `{parameters}` in it.
package struct ToolPath: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case text(String)
        case parameter(String)
    }

    package let text: String
    let parts: [Part]

    package init(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            if start > rest.startIndex { parts.append(.text(String(rest[..<start]))) }
            parts.append(.parameter(String(rest[rest.index(after: start)..<end])))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    package var parameters: [String] {
        parts.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// - Parameter value: what stands for a parameter. Slashes stay, because some providers take whole paths.
    func filled(_ value: (String) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .parameter(let name): value(name).pathEncoded
            }
        }.joined()
    }

    /// The parameters of a path that came in; nil when it is another path. A parameter takes no slash, unless the
    /// path ends with it.
    package func match(_ path: String) -> [String: String]? {
        var captures: [String: String] = [:]
        var rest = path[...]
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                guard rest.hasPrefix(text) else { return nil }
                rest = rest.dropFirst(text.count)
            case .parameter(let name):
                guard let end = end(of: rest, before: index + 1), end > rest.startIndex else { return nil }
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

    private func end(of rest: Substring, before next: Int) -> Substring.Index? {
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard next < parts.count, case .text(let text) = parts[next] else {
            return next == parts.count && slash == rest.endIndex ? rest.endIndex : slash
        }
        return rest.firstRange(of: text)?.lowerBound
    }
}

extension StringProtocol {
    /// Percent-encoded for a path, slashes as they are.
    var pathEncoded: String {
        split(separator: "/", omittingEmptySubsequences: false).map { String($0).percentEncoded }.joined(separator: "/")
    }
}
