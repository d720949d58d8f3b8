import struct Foundation.Date

extension MCPAuthorizations {
    /// A client comes with the code that the browser brought.
    /// - Throws: INVALID_ARGUMENT with the error code `invalid_grant`. A code that comes a second time was stolen by one
    ///   of the two: what was given for it ends.
    package func exchange(
        code: String, verifier: String, redirectURI: String, client: MCPClient, server: MCPServerID
    ) throws -> MCPPermission {
        let now = world.clock.now()
        let permission = try world.write { session -> MCPPermission? in
            guard let issued = try MCPCodeTable.find(code, in: session),
                let consent = try MCPConsentTable.find(issued.consent, in: session), consent.client == client.id
            else { return nil }
            guard !issued.isUsed else {
                try MCPConsentTable.delete(issued.consent, in: session)
                return nil
            }
            guard issued.expiresAt > now, issued.redirectURI == redirectURI, issued.matches(verifier: verifier),
                consent.server == server
            else { return nil }
            try MCPCodeTable.use(code, in: session)
            return try self.permission(for: issued.consent, consent, client, in: session)
        }
        guard let permission else {
            throw Self.invalidGrant(
                "the code is unknown, used, expired, or does not fit the code_verifier, redirect_uri or client")
        }
        return permission
    }

    /// A client comes with a refresh token, and gets the next one with what it asked for.
    /// - Throws: INVALID_ARGUMENT with the error code `invalid_grant`. A token that comes a second time was stolen by
    ///   one of the two: the chain ends.
    package func refresh(_ token: String, client: MCPClient, server: MCPServerID) throws -> MCPPermission {
        let now = world.clock.now()
        let permission = try world.write { session -> MCPPermission? in
            guard let issued = try MCPRefreshTokenTable.find(token, in: session),
                let consent = try MCPConsentTable.find(issued.consent, in: session), consent.client == client.id
            else { return nil }
            guard !issued.isUsed else {
                try MCPConsentTable.delete(issued.consent, in: session)
                return nil
            }
            guard issued.expiresAt > now, consent.server == server else { return nil }
            try MCPRefreshTokenTable.use(token, in: session)
            return try self.permission(for: issued.consent, consent, client, in: session)
        }
        guard let permission else { throw Self.invalidGrant("the refresh token is unknown, used or expired") }
        return permission
    }

    private func permission(
        for number: Int64, _ consent: MCPConsent, _ client: MCPClient, in session: Store.Session
    ) throws -> MCPPermission {
        guard client.mayRefresh else { return MCPPermission(consent: consent, refreshToken: nil) }
        let token = MCPRefreshToken(
            token: "mcpr_" + (try world.ids.authorizationSecret(for: "MCP refresh token", in: session)),
            consent: number,
            expiresAt: world.clock.now().addingTimeInterval(MCPRefreshToken.lifetime), isUsed: false)
        try MCPRefreshTokenTable.insert(token, in: session)
        return MCPPermission(consent: consent, refreshToken: token.token)
    }

    private static func invalidGrant(_ message: String) -> EmulatorError {
        EmulatorError(.invalidArgument, message, errorCode: "invalid_grant")
    }
}

extension World {
    package var mcpAuthorizations: MCPAuthorizations { MCPAuthorizations(world: self) }
}
