/// An address that an authorization sends the browser back to.
package struct RedirectURI: Sendable, Equatable {
    private static let longest = 2048
    /// Schemes that would run something or read something instead of going somewhere.
    private static let forbidden: Set<String> = [
        "javascript", "data", "vbscript", "file", "blob", "about", "view-source",
    ]

    package let scheme: String
    private let host: String
    private let rest: Substring

    /// Nil for what is no absolute URI, has a fragment, user or control characters, or a scheme that may not be sent to.
    /// `http` is for the machine itself only.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("#"),
            !text.contains("\\"), let colon = text.firstIndex(of: ":")
        else { return nil }
        scheme = text[..<colon].lowercased()
        guard let first = scheme.first, first.isLetter,
            scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }), !Self.forbidden.contains(scheme)
        else { return nil }
        let after = text[text.index(after: colon)...]
        guard scheme == "http" || scheme == "https" else {
            host = ""
            rest = after
            return
        }
        guard after.hasPrefix("//") else { return nil }
        let authority = after.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), let host = Self.host(authority) else { return nil }
        self.host = host
        rest = after.dropFirst(2 + authority.count)
        if scheme == "http", !isLoopback { return nil }
    }

    /// Of a program on the machine itself, by the names that RFC 8252 gives and the one that programs use.
    package var isLoopback: Bool {
        scheme == "http" && (host == "127.0.0.1" || host == "[::1]" || host == "localhost")
    }

    /// Everything but the port.
    var withoutPort: String { "\(scheme)://\(host)\(rest)" }

    /// Who gets the answer, for people to read.
    package var shown: String { host.isEmpty ? "\(scheme):" : host }

    private static func host(_ authority: Substring) -> String? {
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let port = text[text.index(after: end)...]
            return isPort(port) ? String(text[...end]) : nil
        }
        let name = text.prefix { $0 != ":" }
        return !name.isEmpty && isPort(text.dropFirst(name.count)) ? String(name) : nil
    }

    /// `:` and a number, or nothing.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.hasPrefix(":") && UInt16(text.dropFirst()) != nil
    }
}
