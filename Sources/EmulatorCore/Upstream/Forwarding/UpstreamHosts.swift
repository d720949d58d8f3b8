import struct Foundation.URLComponents

/// Which hosts the emulator may connect to: those of this machine, and those that somebody allowed.
package struct UpstreamHosts: Sendable {
    private let patterns: [Pattern]

    /// - Parameter patterns: `api.example.com`, `api.example.com:8443`, or `*.example.com` for every name below it.
    /// - Throws: INVALID_ARGUMENT for a text that is none of these.
    package init(_ patterns: [String] = []) throws { self.patterns = try patterns.map(Pattern.init) }

    /// Nothing but http and https URLs.
    package func allows(_ url: String) -> Bool {
        guard let place = Place(url) else { return false }
        return place.isLoopback || patterns.contains { $0.covers(place) }
    }

    /// Host and port of a URL.
    struct Place: Equatable {
        var host: String
        /// Nil for the scheme's own.
        var port: Int?

        /// Nil for what is no http or https URL with a host, and for one that carries a user's name.
        init?(_ url: String) {
            guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
                scheme == "http" || scheme == "https", parts.user == nil,
                let host = parts.host?.lowercased(), !host.isEmpty
            else { return nil }
            self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            port = parts.port == (scheme == "https" ? 443 : 80) ? nil : parts.port
        }

        var isLoopback: Bool { LoopbackName.matches(host) }
    }

    private struct Pattern: Sendable {
        let host: String
        let port: Int?
        let coversNamesBelow: Bool

        init(_ text: String) throws {
            coversNamesBelow = text.hasPrefix("*.")
            let name = coversNamesBelow ? String(text.dropFirst(2)) : text
            guard !name.contains("/"), !name.contains("*"), let place = Place("https://\(name)") else {
                throw EmulatorError.invalid(
                    "allow_upstream",
                    "\(text) is no host: write api.example.com, api.example.com:8443 or *.example.com",
                    constraint: "host")
            }
            host = place.host
            port = place.port
        }

        func covers(_ place: Place) -> Bool {
            let isNamed = coversNamesBelow ? place.host.hasSuffix(".\(host)") : place.host == host
            return isNamed && place.port == port
        }
    }
}

/// Names and addresses that never leave the machine (RFC 6761 section 6.3).
package enum LoopbackName {
    package static func matches(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || isIPv4(host)
    }

    /// 127.0.0.0/8, written in full, so that no name such as `127.example.com` passes for an address.
    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
