import Crypto

import struct Foundation.Data
import struct Foundation.Date

/// What a person allowed a client: to use one server as one user.
package struct MCPConsent: Sendable, Equatable {
    package var client: String
    package var server: MCPServerID
    package var identifier: String
    package var access: MCPAccess

    package init(client: String, server: MCPServerID, identifier: String, access: MCPAccess) {
        self.client = client
        self.server = server
        self.identifier = identifier
        self.access = access
    }
}

/// What a client gets for a code or a refresh token.
package struct MCPPermission: Sendable, Equatable {
    package var consent: MCPConsent
    /// Nil for a client that did not register for them.
    package var refreshToken: String?
}

/// What a client sends the browser here with, as far as it is kept with the code.
package struct MCPCodeRequest: Sendable {
    package var redirectURI: String
    package var codeChallenge: String

    package init(redirectURI: String, codeChallenge: String) {
        self.redirectURI = redirectURI
        self.codeChallenge = codeChallenge
    }
}

/// A code on its way to a client.
struct MCPCode: Sendable {
    /// Seconds; RFC 6749 recommends no more than ten minutes.
    static let lifetime = 60.0

    var code: String
    var consent: Int64
    var redirectURI: String
    var codeChallenge: String
    var expiresAt: Date
    var isUsed: Bool

    /// RFC 7636 section 4.6, with S256.
    func matches(verifier: String) -> Bool {
        guard (43...128).contains(verifier.utf8.count) else { return false }
        let challenge = Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return challenge == codeChallenge
    }
}

/// A refresh token: good once, and the next one comes with what it is used for.
struct MCPRefreshToken: Sendable {
    /// Seconds.
    static let lifetime = 30.0 * 24 * 3600

    var token: String
    var consent: Int64
    var expiresAt: Date
    var isUsed: Bool
}
