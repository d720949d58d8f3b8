import struct Foundation.Date

extension Seed {
    /// Brings the environments to what the seed says. Connections and accounts fill an environment once: a restart
    /// with a data directory does not bring back what was deleted or changed since. Settings and client secrets are
    /// not history and are applied every time.
    ///
    /// - Throws: `EmulatorError` when a client of the seed is the server's own, and what the rules throw.
    package func apply(to worlds: Worlds) throws {
        let ownClient = worlds.default.environment.clientID
        guard !clients.contains(where: { $0.clientID == ownClient }) else {
            throw EmulatorError(
                .invalidArgument, "the seed lists the client \(ownClient), which is the server's own",
                hint: "Put its settings, connections and connected_accounts at the top level of the seed.")
        }
        try environment.apply(to: worlds.default)
        for client in clients {
            let world = try worlds.register(clientID: client.clientID, secret: client.clientSecret)
            try client.environment.apply(to: world)
        }
    }
}

extension Seed.Environment {
    /// Brings one environment to what the seed says about it.
    package func apply(to world: World) throws {
        let settings = settings.changing(world.settings)
        if settings != world.settings { try world.update(settings: settings) }
        // They are not kept with the environment, so every start brings them anew.
        try world.faults.replace(faults.map { ($0.fault, $0.definition) })
        try world.faults.limit(rateLimits.map { ($0.limit, $0.definition) })
        guard try !world.store.read({ try WorldTable.isSeeded(in: $0) }) else { return }
        for provider in customProviders { try provider.apply(to: world) }
        for connection in connections { try connection.apply(to: world) }
        let now = world.clock.now()
        try world.connectedAccounts.place(connectedAccounts.map { $0.placed(at: now) })
        for account in connectedAccounts { try account.applyLastUse(to: world) }
        if !stubs.isEmpty { try world.stubs.replace(stubs.map { ($0.stub, $0.definition) }) }
        for config in mcpConfigs { try config.apply(to: world) }
        for instance in mcpInstances { try instance.apply(to: world) }
        // Marked last: a process that dies in between starts over, and what is there is left alone.
        try world.store.write { try WorldTable.markSeeded(in: $0) }
    }
}

extension Seed.Settings {
    fileprivate func changing(_ present: WorldSettings) -> WorldSettings {
        WorldSettings(
            consent: consent ?? present.consent, verify: verify ?? present.verify,
            strictConnections: strictConnections ?? present.strictConnections,
            magicLinkLifetime: magicLinkLifetime ?? present.magicLinkLifetime,
            dashboardUsers: dashboardUsers ?? present.dashboardUsers,
            scopedTools: scopedTools ?? present.scopedTools, proxy: proxy ?? present.proxy)
    }
}

extension Seed.Account {
    fileprivate func placed(at now: Date) -> PlacedAccount {
        let draft = ConnectedAccountDraft(
            connector: connection, identifier: identifier, organizationID: organizationID ?? "",
            userID: userID ?? "", credentials: credentials, apiConfig: apiConfig)
        let expiresAt: Date? =
            switch tokenExpiry {
            case .after(let seconds): now.addingTimeInterval(seconds)
            case .at(let date): date
            case nil: nil
            }
        return PlacedAccount(
            draft, status: status, tokenExpiresAt: expiresAt, isOrgWideCredential: isOrgWideCredential,
            isGrantRevoked: isGrantRevoked, providerData: providerData)
    }

    /// Notes the last use of an account that was not used yet; a later use is not undone.
    fileprivate func applyLastUse(to world: World) throws {
        guard let lastUsedAt else { return }
        try world.store.write { session in
            guard let connection = try ConnectionTable.id(keyID: connection, in: session) else { return }
            let same = try ConnectedAccountTable.find(identifier, on: connection, in: session)
            let account = same.first { $0.organizationID == organizationID && $0.userID == userID }
            guard let account, account.lastUsedAt == nil else { return }
            try ConnectedAccountTable.setLastUsed(lastUsedAt, account.id, in: session)
        }
    }
}
