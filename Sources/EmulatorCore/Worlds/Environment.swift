import Crypto

import struct Foundation.Data

/// What belongs to one client id, and to nobody else.
package struct Environment: Sendable, Equatable {
    /// `env_` and digits.
    package let id: String
    package let key: EnvironmentKey
    package let clientID: String
}

/// A short name of an environment that goes into every id that ends up in a URL, because such a request carries
/// no credential that could say where it belongs.
package struct EnvironmentKey: Sendable, Hashable {
    package let number: UInt32

    package init(number: UInt32) { self.number = number }

    /// Eight lower-case hex digits.
    package var text: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    package init?(text: String) {
        guard text.utf8.count == 8, text.utf8.allSatisfy({ Self.digits.contains($0) }),
            let number = UInt32(text, radix: 16)
        else { return nil }
        self.number = number
    }

    private static let digits = Set("0123456789abcdef".utf8)
}

extension EnvironmentKey {
    /// The environment of a magic link's token, `<uuid>_o`.
    package init?(magicLinkToken token: String) {
        self.init(text: String(token.prefix(8)))
    }

    /// The environment of an authorization's `state`.
    package init?(authorizationState state: String) {
        self.init(text: String(state.prefix(8)))
    }

    /// The environment of an `auth_request_id`: the first four of its bytes.
    package init?(authRequestID id: String) {
        let base64 = id.prefix(8).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        guard base64.count == 8, let bytes = Data(base64Encoded: String(base64)) else { return nil }
        self.init(number: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// The environment of a config's or an instance's MCP server; nil for a connection's, which its token tells.
    package init?(mcpServer server: MCPServerID) {
        switch server {
        case .config(let id): self.init(text: String(id.prefix(8)))
        case .instance(let secret): self.init(text: String(secret.prefix(8)))
        case .connection: return nil
        }
    }

    /// The key a client id asks for. A later attempt gives another one, when somebody else has it already.
    init(clientID: String, attempt: Int) {
        let digest = SHA256.hash(data: Data("environment \(attempt) \(clientID)".utf8))
        self.init(number: digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }
}
