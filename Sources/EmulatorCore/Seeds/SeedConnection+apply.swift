extension Seed.Connection {
    /// Makes the connection, or changes the one that the catalogue brought. One that somebody made or changed
    /// is left alone.
    func apply(to world: World) throws {
        try world.store.write { session in
            guard let present = try ConnectionTable.find(keyID: name, in: session) else {
                return try insert(into: world, in: session)
            }
            guard try ConnectionTable.isFromCatalogue(present.id, in: session) else { return }
            try change(present, of: world, in: session)
        }
    }

    private func insert(into world: World, in session: Store.Session) throws {
        let draft = ConnectionDraft(
            keyID: name, providerKey: providerKey, type: type, authMode: authMode, settings: scopeSettings)
        var connection = try world.connections.connection(from: draft, in: session)
        connection.enabled = isEnabled
        connection.uiButtonTitle = uiButtonTitle
        try ConnectionTable.insert(connection, isImplicit: false, in: session)
    }

    private func change(_ present: Connection, of world: World, in session: Store.Session) throws {
        var connection = present
        connection.type = type
        connection.enabled = isEnabled
        connection.authMode = authMode
        connection.uiButtonTitle = uiButtonTitle
        if type != present.type {
            try requireUnused(present, in: session)
            connection.settings = .initial(
                id: present.id, type: type,
                pattern: try world.providers.directory(in: session).pattern(of: connection))
        }
        if let scopeSettings { connection.settings = connection.settings?.merging(scopeSettings) }
        connection.updatedAt = world.clock.now()
        try ConnectionTable.update(connection, in: session)
    }

    /// The scopes alone, to be laid over what the catalogue says.
    private var scopeSettings: ConnectionSettings? {
        guard let scopes, let kind = ConnectionSettings.kind(for: type) else { return nil }
        return ConnectionSettings(kind: kind, values: ["scopes": .array(scopes.map(JSONValue.string))])
    }

    private func requireUnused(_ connection: Connection, in session: Store.Session) throws {
        guard try ConnectionTable.hasAccounts(connection.id, in: session) else { return }
        throw EmulatorError(
            .failedPrecondition,
            "the connection \(name) has accounts of the type \(connection.type.wireName), and the seed wants"
                + " \(type.wireName)",
            hint: "Give the connection in the seed another name.")
    }
}
