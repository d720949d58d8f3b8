extension Connections {
    /// Changes what is present in `changes` and leaves the rest.
    /// - Throws: ALREADY_EXISTS when the new name is taken, INVALID_ARGUMENT when the provider or the type would
    ///   change, or settings of another type are given.
    package func update(_ id: String, _ changes: ConnectionChanges) throws -> Connection {
        let id = try Self.parse(id)
        let now = world.clock.now()
        return try world.write { session in
            var connection = try find(id, in: session)
            try requireSameKind(connection, changes, try world.providers.directory(in: session))
            if let keyID = changes.keyID, keyID != connection.keyID {
                try rename(&connection, to: keyID, in: session)
            }
            if let value = changes.debugEnabled { connection.debugEnabled = value }
            if let value = changes.uiButtonTitle { connection.uiButtonTitle = value }
            if let value = changes.configurationType { connection.configurationType = value }
            if let value = changes.attributeMapping { connection.attributeMapping = value }
            if let given = changes.settings {
                connection.settings = try Self.merge(given, into: connection.settings, type: connection.type)
            }
            connection.updatedAt = now
            try ConnectionTable.update(connection, in: session)
            return connection
        }
    }

    private func rename(_ connection: inout Connection, to keyID: String, in session: Store.Session) throws {
        try requireText(keyID, field: "connection.key_id")
        guard try ConnectionTable.id(keyID: keyID, in: session) == nil else { throw Self.taken(keyID) }
        connection.keyID = keyID
    }

    private func requireSameKind(
        _ connection: Connection, _ changes: ConnectionChanges, _ providers: ProviderDirectory
    ) throws {
        if let key = changes.providerKey, !key.isEmpty {
            let known = providers.key(named: key)
            guard known.uppercased() == connection.providerKey.uppercased() else {
                throw Self.unchangeable("provider_key", connection.providerKey)
            }
        } else if let provider = changes.provider, provider != 0, connection.provider != 0 {
            guard provider == connection.provider else {
                throw Self.unchangeable("provider", connection.providerKey)
            }
        }
        if let type = changes.type, type != connection.type {
            throw Self.unchangeable("type", connection.type.wireName)
        }
    }

    private static func unchangeable(_ field: String, _ value: String) -> EmulatorError {
        .invalid(
            "connection.\(field)", "cannot change; this connection has \(value). Create another connection instead",
            constraint: "connection.unchangeable")
    }
}
