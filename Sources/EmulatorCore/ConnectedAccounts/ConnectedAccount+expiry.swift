import struct Foundation.Date

extension ConnectedAccount {
    /// Seconds before its end at which a token is renewed, as documented.
    static let renewalMargin = 300.0

    /// Whether the server can get a new token without asking anybody.
    var isRenewable: Bool { hasRenewalCredential && !isGrantRevoked }

    /// Whether there is something to renew a token with, be it honoured or not.
    var hasRenewalCredential: Bool {
        switch credentials {
        case .oauthToken(let token): !token.refreshToken.isEmpty || authorizationType == .oauthM2M
        case .googleDWD, .trustedIDP: true
        case .staticAuth, nil: false
        }
    }

    /// The account as it is at a time: an active one whose token ran out, and cannot be renewed, is expired,
    /// whether or not anybody wrote that down yet.
    func seen(at now: Date) -> ConnectedAccount {
        var account = self
        account.status = status.seen(at: now, tokenExpiresAt: tokenExpiresAt, isRenewable: isRenewable)
        return account
    }

    /// Takes the credentials of a new grant.
    mutating func hold(_ held: HeldCredentials) {
        renew(with: held)
        providerIdentity = held.identity
        isGrantRevoked = false
    }

    /// Takes newer credentials of the same grant.
    mutating func renew(with held: HeldCredentials) {
        credentials = held.credentials
        tokenExpiresAt = held.expiresAt
    }

    mutating func dropCredentials() {
        credentials = nil
        tokenExpiresAt = nil
        providerIdentity = nil
        isGrantRevoked = false
    }
}

extension ConnectorStatus {
    func seen(at now: Date, tokenExpiresAt: Date?, isRenewable: Bool) -> ConnectorStatus {
        guard self == .active, !isRenewable, let tokenExpiresAt, tokenExpiresAt <= now else { return self }
        return .expired
    }
}
