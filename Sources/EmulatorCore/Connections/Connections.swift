/// The connections of one environment.
package struct Connections: Sendable {
    let world: World

    /// - Throws: NOT_FOUND; INVALID_ARGUMENT for text that is no connection id.
    package func get(_ id: String) throws -> Connection {
        let id = try Self.parse(id)
        return try world.store.read { try find(id, in: $0) }
    }

    package func get(_ id: ConnectionID) throws -> Connection {
        try world.store.read { try find(id, in: $0) }
    }

    /// Nil when there is no connection of that name. Names match exactly.
    package func find(keyID: String) throws -> Connection? {
        try world.store.read { try ConnectionTable.find(keyID: keyID, in: $0) }
    }

    /// Newest first.
    /// - Parameters:
    ///   - include: `all` for every connection; anything else for those that are completed and enabled.
    ///   - organizationID: connections of an environment belong to no organization, so this finds none.
    ///   - domain: likewise.
    package func list(include: String? = nil, organizationID: String? = nil, domain: String? = nil) throws
        -> [Connection]
    {
        guard (organizationID ?? "").isEmpty, (domain ?? "").isEmpty else { return [] }
        return try world.store.read { try ConnectionTable.all(onlyReady: include != "all", in: $0) }
    }

    /// App connections, enabled or not.
    /// - Parameters:
    ///   - provider: a provider key, exact.
    ///   - query: part of a name or provider key, whatever its case.
    package func listApp(provider: String? = nil, query: String? = nil, page: PageRequest) throws -> Page<Connection> {
        let filter = ConnectionTable.AppFilter(
            provider: provider.flatMap { $0.isEmpty ? nil : $0 },
            query: query.flatMap { $0.isEmpty ? nil : $0.lowercased() })
        return try world.store.read { session in
            try Page(
                page, totalSize: try ConnectionTable.countApps(filter, in: session), number: \.id.number,
                fetch: { try ConnectionTable.apps(filter, from: $0, limit: $1, in: session) })
        }
    }

    /// Deletes the connection and every account on it.
    package func delete(_ id: String) throws {
        let id = try Self.parse(id)
        try world.write { session in
            _ = try find(id, in: session)
            try ConnectionTable.delete(id, in: session)
        }
    }

    @discardableResult
    package func enable(_ id: String) throws -> Connection { try setEnabled(true, id) }

    @discardableResult
    package func disable(_ id: String) throws -> Connection { try setEnabled(false, id) }

    private func setEnabled(_ enabled: Bool, _ id: String) throws -> Connection {
        let id = try Self.parse(id)
        let now = world.clock.now()
        return try world.write { session in
            var connection = try find(id, in: session)
            guard connection.enabled != enabled else { return connection }
            connection.enabled = enabled
            connection.updatedAt = now
            try ConnectionTable.update(connection, in: session)
            return connection
        }
    }

    func find(_ id: ConnectionID, in session: Store.Session) throws -> Connection {
        guard let connection = try ConnectionTable.find(id, in: session) else {
            throw EmulatorError.notFound("connection", "\(id)")
        }
        return connection
    }

    static func parse(_ id: String) throws -> ConnectionID {
        guard let parsed = ConnectionID(id) else {
            throw EmulatorError.invalid(
                "connection_id", "value must be conn_ followed by digits", constraint: "connection_id.format")
        }
        return parsed
    }
}

extension Connection {
    /// Whether `requireReady` lets it pass.
    var isReady: Bool { enabled && status == .completed }

    /// Whether accounts may be made and linked here.
    /// - Throws: FAILED_PRECONDITION, because the connection is there but cannot be used.
    func requireReady() throws {
        guard enabled else {
            throw EmulatorError(
                .failedPrecondition, "connection is disabled: \(keyID)",
                hint: "Enable it with EnableEnvironmentConnection.")
        }
        guard status == .completed else {
            throw EmulatorError(.failedPrecondition, "connection is not set up completely: \(keyID)")
        }
    }
}
