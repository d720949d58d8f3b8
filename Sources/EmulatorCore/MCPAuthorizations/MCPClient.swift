import Crypto
package import Foundation

/// A program that registered itself with an MCP server's authorization (RFC 7591).
package struct MCPClient: Sendable, Equatable {
    /// How it says who it is at the token endpoint.
    package enum Authentication: String, Sendable, CaseIterable {
        case none
        case post = "client_secret_post"
        case basic = "client_secret_basic"
    }

    package var id: String
    package var name: String
    package var redirectURIs: [String]
    package var grantTypes: [String]
    package var authentication: Authentication
    package var createdAt: Date
    /// SHA-256; nil for a client without a secret.
    var secretHash: Data?

    package var mayRefresh: Bool { grantTypes.contains("refresh_token") }

    func accepts(_ secret: String) -> Bool { secretHash.map { SHA256.hash(data: Data(secret.utf8)) == $0 } ?? false }

    /// Whether the browser may be sent there: a registered address, or the same on another port of the machine itself,
    /// because a native program takes the port that it gets (RFC 8252 section 7.3).
    package func allows(_ redirectURI: String) -> Bool {
        if redirectURIs.contains(redirectURI) { return true }
        guard let asked = RedirectURI(redirectURI), asked.isLoopback else { return false }
        return redirectURIs.contains { RedirectURI($0)?.withoutPort == asked.withoutPort }
    }
}

/// What a client asks for when it registers.
package struct MCPClientDraft: Sendable {
    package static let grantTypes = ["authorization_code", "refresh_token"]

    package var name: String
    package var redirectURIs: [String]
    package var grantTypes: [String]
    package var authentication: MCPClient.Authentication

    package init(
        name: String, redirectURIs: [String], grantTypes: [String] = ["authorization_code"],
        authentication: MCPClient.Authentication = .basic
    ) {
        self.name = name
        self.redirectURIs = redirectURIs
        self.grantTypes = grantTypes
        self.authentication = authentication
    }
}
