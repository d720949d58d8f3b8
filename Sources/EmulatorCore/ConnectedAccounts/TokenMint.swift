import struct Foundation.Date

/// Credentials together with what the server knows about their end.
struct HeldCredentials {
    var credentials: Credentials
    /// Nil when they do not expire.
    var expiresAt: Date?
    /// Who consented to them at the provider; nil where nobody was asked.
    var identity: String? = nil
}

/// Plays the provider's token endpoint: the tokens look like the provider's and mean nothing to it.
struct TokenMint {
    /// Seconds that a token lives when nobody says otherwise.
    static let standardLifetime = 3600.0

    let ids: IDSource
    let session: Store.Session
    let connection: Connection
    /// Nil when the provider is gone.
    let pattern: AuthPattern?
    let now: Date

    init(_ connection: Connection, world: World, in session: Store.Session) throws {
        ids = world.ids
        self.session = session
        self.connection = connection
        pattern = try world.providers.directory(in: session).pattern(of: connection)
        now = world.clock.now()
    }

    private var shape: AuthPattern.TokenShape {
        pattern?.tokens
            ?? AuthPattern.TokenShape(accessPrefix: "", refreshPrefix: "", lifetime: Self.standardLifetime)
    }

    /// What an authorization code would be exchanged for. Tokens that never expire come without a refresh token.
    func consented(scopes: [String]) throws -> HeldCredentials {
        let refreshToken = shape.lifetime == nil ? "" : try token(shape.refreshPrefix, length: 64)
        let token = Credentials.OAuthToken(
            accessToken: try accessToken(), refreshToken: refreshToken, scopes: scopes)
        return HeldCredentials(
            credentials: .oauthToken(token), expiresAt: shape.lifetime.map(now.addingTimeInterval))
    }

    /// What a caller handed in, and what the server gets with it where it has to get something.
    /// - Parameter scopes: an earlier selection; nil for all that the connection asks for.
    func obtained(with credentials: Credentials, scopes: [String]?) throws -> HeldCredentials {
        let scopes = scopes ?? connection.requestedScopes
        switch credentials {
        case .oauthToken(let token):
            // With a refresh token alone the next read gets an access token.
            let lifetime = token.accessToken.isEmpty ? 0 : Self.standardLifetime
            return HeldCredentials(credentials: credentials, expiresAt: now.addingTimeInterval(lifetime))
        case .staticAuth where connection.type == .oauthM2M:
            let token = Credentials.OAuthToken(accessToken: try accessToken(), scopes: scopes)
            return HeldCredentials(credentials: .oauthToken(token), expiresAt: nextExpiry)
        case .staticAuth:
            return HeldCredentials(credentials: credentials, expiresAt: nil)
        case .googleDWD(var delegation):
            delegation.accessToken = try accessToken()
            delegation.scopes = scopes
            return HeldCredentials(credentials: .googleDWD(delegation), expiresAt: nextExpiry)
        case .trustedIDP(var federation):
            federation.accessKeyID = try accessKeyID()
            return HeldCredentials(credentials: .trustedIDP(federation), expiresAt: nextExpiry)
        }
    }

    /// The same grant with a new access token.
    func renewed(_ credentials: Credentials) throws -> HeldCredentials {
        switch credentials {
        case .oauthToken(var token):
            token.accessToken = try accessToken()
            return HeldCredentials(credentials: .oauthToken(token), expiresAt: nextExpiry)
        case .googleDWD(let delegation):
            return try obtained(with: credentials, scopes: delegation.scopes)
        case .staticAuth, .trustedIDP:
            return try obtained(with: credentials, scopes: nil)
        }
    }

    private var nextExpiry: Date { now.addingTimeInterval(shape.lifetime ?? Self.standardLifetime) }

    func accessToken() throws -> String { try token(shape.accessPrefix, length: 48) }

    private func token(_ prefix: String, length: Int) throws -> String {
        prefix + (try ids.alphanumerics(length, for: "token", in: session))
    }

    /// In the look of temporary AWS keys.
    private func accessKeyID() throws -> String {
        "ASIA" + (try ids.alphanumerics(16, for: "access key", in: session)).uppercased()
    }
}

extension Connection {
    /// What a consent asks for.
    package var requestedScopes: [String] { settings?.strings("scopes") ?? [] }
}
