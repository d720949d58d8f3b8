import GRDB

import struct Foundation.Date

/// The statements behind lists and searches: a range of numbers along one index, however many rows there are.
struct ConnectedAccountListing {
    /// Nil for every connection.
    private let connections: [Int64]?
    private let providerKey: String?
    private var isOrgWide: Bool?
    /// On the account's own columns, besides connection and provider.
    private var conditions = ""
    private var arguments: [SelectArgument] = []
    /// Whether a condition is on the connection's columns.
    private let needsConnection: Bool
    private let now: Date

    init(_ filter: AccountFilter, providerKey: String?, now: Date, in session: Database) throws {
        self.now = now
        self.providerKey = providerKey
        isOrgWide = filter.isOrgWideCredential
        needsConnection = !filter.query.isEmpty
        connections = try Self.connections(of: filter, in: session)
        for (column, value) in [
            ("identifier", filter.identifier), ("organization_id", filter.organizationID), ("user_id", filter.userID),
        ] where !value.isEmpty {
            conditions += " AND a.\(column) = ?"
            arguments.append(.text(value))
        }
        if !filter.query.isEmpty {
            conditions += " AND (instr(a.search_text, ?) > 0 OR instr(c.search_text, ?) > 0)"
            arguments += [.text(filter.query.lowercased()), .text(filter.query.lowercased())]
        }
    }

    private static func connections(of filter: AccountFilter, in session: Database) throws -> [Int64]? {
        guard let names = filter.connectors else { return filter.connectionID.map { [$0.number] } }
        let named = try Set(names).compactMap { try ConnectionTable.id(keyID: $0, in: session)?.number }
        guard let id = filter.connectionID else { return named.sorted() }
        return named.contains(id.number) ? [id.number] : []
    }

    /// Up to `limit` rows from the cursor on, the nearest first.
    func fetch(from cursor: PageCursor, limit: Int, in session: Database) throws -> [ConnectedAccountSummary] {
        guard let connections else { return try fetch(on: nil, from: cursor, limit: limit, in: session) }
        guard connections.count > 1 else {
            return try connections.flatMap { try fetch(on: $0, from: cursor, limit: limit, in: session) }
        }
        // One index range per connection, merged here: sorting all rows of all of them would not scale.
        let rows = try connections.flatMap { try fetch(on: $0, from: cursor, limit: limit, in: session) }
        let isOlder = if case .older = cursor { true } else { false }
        return Array(rows.sorted { ($0.id.number > $1.id.number) == isOlder }.prefix(limit))
    }

    /// All that match, on every page. Only conditions on accounts themselves have to be counted row by row.
    func count(in session: Database) throws -> Int {
        guard arguments.isEmpty, isOrgWide != true else { return try countRows(in: session) }
        let all = try keptCount(in: session)
        guard isOrgWide == false else { return all }
        var shared = self
        shared.isOrgWide = true
        return try all - shared.countRows(in: session)
    }

    func sql(on connection: Int64?, from cursor: PageCursor) -> String {
        let range =
            switch cursor {
            case .older: " AND a.number < ? ORDER BY a.number DESC LIMIT ?"
            case .newer: " AND a.number > ? ORDER BY a.number ASC LIMIT ?"
            }
        return Self.select + condition(connection) + range
    }

    private static let select = """
        SELECT a.number, a.connection, c.key_id, c.type, a.provider_key, a.identifier, a.status, a.is_org_wide, \
        a.is_renewable, a.token_expires_at, a.updated_at, a.last_used_at \(source) WHERE\u{20}
        """

    // CROSS JOIN keeps SQLite from turning the loops around.
    private static let source = "FROM connected_accounts a CROSS JOIN connections c ON c.number = a.connection"

    private func condition(_ connection: Int64?) -> String {
        var sql = connection == nil ? "1" : "a.connection = ?"
        if providerKey != nil { sql += " AND a.provider_key = ?" }
        if let isOrgWide { sql += " AND a.is_org_wide = \(isOrgWide ? 1 : 0)" }
        return sql + conditions
    }

    private func arguments(_ connection: Int64?) -> [SelectArgument] {
        var values: [SelectArgument] = []
        if let connection { values.append(.integer(connection)) }
        if let providerKey { values.append(.text(providerKey)) }
        return values + arguments
    }

    private func fetch(on connection: Int64?, from cursor: PageCursor, limit: Int, in session: Database) throws
        -> [ConnectedAccountSummary]
    {
        let bound =
            switch cursor {
            case .older(let number), .newer(let number): number
            }
        var summaries: [ConnectedAccountSummary] = []
        summaries.reserveCapacity(min(limit, 100))
        let arguments = arguments(connection) + [.integer(bound), .integer(Int64(limit))]
        try session.select(sql(on: connection, from: cursor), arguments) { summaries.append(try summary($0)) }
        return summaries
    }

    private func countRows(in session: Database) throws -> Int {
        guard let connections else { return try countRows(on: nil, in: session) }
        return try connections.reduce(0) { try $0 + countRows(on: $1, in: session) }
    }

    private func countRows(on connection: Int64?, in session: Database) throws -> Int {
        // Without the other table an index alone can answer.
        let source = needsConnection ? Self.source : "FROM connected_accounts a"
        let sql = "SELECT COUNT(*) \(source) WHERE \(condition(connection))"
        return try session.selectInteger(sql, arguments(connection)) ?? 0
    }

    /// From the counters, which cost the same with any number of accounts.
    private func keptCount(in session: Database) throws -> Int {
        let all = "SELECT total FROM account_counts WHERE connection = ?"
        if let connections {
            let numbers = try providerKey.map { try Self.connections($0, among: connections, in: session) }
            return try (numbers ?? connections).reduce(0) { try $0 + (session.selectInteger(all, [.integer($1)]) ?? 0) }
        }
        guard let providerKey else { return try session.selectInteger(all, [.integer(0)]) ?? 0 }
        let ofProvider = """
            SELECT TOTAL(n.total) FROM connections c JOIN account_counts n ON n.connection = c.number
            WHERE c.provider_key = ?
            """
        return try session.selectInteger(ofProvider, [.text(providerKey)]) ?? 0
    }

    private static func connections(_ providerKey: String, among numbers: [Int64], in session: Database) throws
        -> [Int64]
    {
        let statement = try session.cachedStatement(sql: "SELECT number FROM connections WHERE provider_key = ?")
        return try Int64.fetchAll(statement, arguments: [providerKey]).filter(numbers.contains)
    }

    private func summary(_ row: SelectedRow) throws -> ConnectedAccountSummary {
        guard let type = ConnectionType(rawValue: row.integer(3)),
            let status = ConnectorStatus(rawValue: row.integer(6))
        else {
            throw EmulatorError(.dataLoss, "an account in the store has a status or type that does not exist")
        }
        let expiresAt = row.int64IfAny(9).map(Date.init(microseconds:))
        return ConnectedAccountSummary(
            id: ConnectedAccountID(number: row.int64(0)), connectionID: ConnectionID(number: row.int64(1)),
            connector: row.text(2), providerKey: row.text(4), identifier: row.text(5),
            status: status.seen(at: now, tokenExpiresAt: expiresAt, isRenewable: row.bool(8)),
            authorizationType: ConnectorType(type), tokenExpiresAt: expiresAt,
            updatedAt: Date(microseconds: row.int64(10)),
            lastUsedAt: row.int64IfAny(11).map(Date.init(microseconds:)), isOrgWideCredential: row.bool(7))
    }
}
