import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Credentials {
    /// Nil when no member is set. Output-only fields are not read.
    init?(_ details: Scalekit_V1_ConnectedAccounts_AuthorizationDetails) {
        switch details.details {
        case .oauthToken(let token):
            self = .oauthToken(
                OAuthToken(
                    accessToken: token.accessToken, refreshToken: token.refreshToken, scopes: token.scopes,
                    domain: token.domain))
        case .staticAuth(let auth): self = .staticAuth(auth.details.json)
        case .googleDwd(let delegation): self = .googleDWD(GoogleDWD(subject: delegation.subject))
        case .trustedIdp(let federation): self = .trustedIDP(TrustedIDP(dbUser: federation.dbUser))
        case nil: return nil
        }
    }
}

extension Scalekit_V1_ConnectedAccounts_AuthorizationDetails {
    /// - Parameter account: whose token's end is shown in the members that carry it themselves.
    init(_ credentials: Credentials, account: ConnectedAccount) {
        self.init()
        switch credentials {
        case .oauthToken(let token):
            oauthToken = .with {
                $0.accessToken = token.accessToken
                $0.refreshToken = token.refreshToken
                $0.scopes = token.scopes
                $0.domain = token.domain
            }
        case .staticAuth(let values):
            staticAuth = .with { $0.details = .init(values) }
        case .googleDWD(let delegation):
            googleDwd = .with {
                $0.subject = delegation.subject
                $0.accessToken = delegation.accessToken
                $0.scopes = delegation.scopes
                if let date = account.tokenExpiresAt { $0.tokenExpiresAt = .init(date) }
            }
        case .trustedIDP(let federation):
            // The secret key and the session token are never shown in public responses.
            trustedIdp = .with {
                $0.dbUser = federation.dbUser
                $0.accessKeyID = federation.accessKeyID
                if let date = account.tokenExpiresAt { $0.expiry = .init(date) }
            }
        }
    }
}
