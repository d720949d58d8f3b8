/// Which names this server answers to, and the origin that links handed to a client start with.
///
/// Only known names are used: a request's `Host` is the client's word, and a link built from a foreign one
/// would lead the person who opens it somewhere else.
struct Origins: Sendable {
    /// Given with `--public-url`; wins over everything a request says.
    let publicURL: String?
    /// What is announced at start, for example `https://localhost:8443`.
    let advertised: String
    private let names: Set<String>

    init(publicURL: String?, advertised: String, names: [String]) {
        self.publicURL = publicURL
        self.advertised = advertised
        let hosts = [publicURL, advertised].compactMap { $0 }.compactMap(Self.host(ofURL:))
        self.names = Set((names + hosts).map { $0.lowercased() })
    }

    /// - Parameter authority: what the client asked for, if it said so.
    func origin(of authority: String?, _ info: ConnectionInfo) -> String {
        if let publicURL { return publicURL }
        guard let authority else { return advertised }
        if info.isSecure, advertised.hasSuffix(authority), advertised.utf8.count == authority.utf8.count + 8 {
            return advertised
        }
        guard knows(authority) else { return advertised }
        return "\(info.isSecure ? "https" : "http")://\(authority)"
    }

    /// Whether a `Host` header names this server; its port does not matter.
    func knows(_ authority: String) -> Bool {
        guard let host = Self.host(ofAuthority: authority) else { return false }
        return host == "localhost" || host == "127.0.0.1" || host == "::1" || host.hasSuffix(".localhost")
            || names.contains(host)
    }

    /// Scheme and authority of a URL, as a content security policy wants it; nil when they are not plain.
    static func origin(ofURL url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#\\".contains($0) }
        let named = authority.split(separator: "@").last ?? ""
        // A policy is one line of words and semicolons: nothing else may get into it.
        let isPlain = named.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:[]".contains($0)) }
        guard isPlain, host(ofAuthority: String(named)) != nil else { return nil }
        return String(url[..<scheme.upperBound]) + String(named)
    }

    static func host(ofURL url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        return host(ofAuthority: String(url[start...].prefix { $0 != "/" }))
    }

    /// The lower-case host of `host`, `host:port` or `[v6]:port`; nil when it is none of these.
    static func host(ofAuthority authority: String) -> String? {
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first, !host.isEmpty else { return nil }
        guard parts.count == 1 || UInt16(parts[1]) != nil else { return nil }
        guard host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }) else { return nil }
        return String(host)
    }
}
