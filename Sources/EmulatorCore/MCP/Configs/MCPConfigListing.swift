import GRDB

/// The statements behind lists of configs.
struct MCPConfigListing {
    private var condition = "name IS NOT NULL"
    private var arguments: [SelectArgument] = []

    init(_ filter: MCPConfigFilter, providers: ProviderDirectory) throws {
        if !filter.id.isEmpty {
            add("number = ?", .integer(try MCPConfigs.parse(filter.id, field: "filter.id").number))
        }
        for (field, text) in [
            ("filter.name", filter.name), ("filter.provider", filter.provider),
            ("filter.mcp_server_url", filter.serverURL), ("search", filter.search),
        ] {
            try requireText(text, field: field)
        }
        // Names are lower case.
        if !filter.name.isEmpty { add("name = ?", .text(filter.name.lowercased())) }
        if !filter.search.isEmpty { add("instr(name, ?) > 0", .text(filter.search.lowercased())) }
        if !filter.provider.isEmpty {
            add(
                """
                EXISTS (SELECT 1 FROM mcp_mappings m JOIN connections c ON c.number = m.connection \
                WHERE m.config = mcp_configs.number AND c.provider_key = ?)
                """, .text(providers.key(named: filter.provider)))
        }
        if !filter.serverURL.isEmpty { add("server = ?", .text(Self.lastSegment(of: filter.serverURL))) }
    }

    func count(in session: Database) throws -> Int {
        try session.selectInteger("SELECT COUNT(*) FROM mcp_configs WHERE \(condition)", arguments) ?? 0
    }

    /// Up to `limit` rows from the cursor on, the nearest first.
    func fetch(from cursor: PageCursor, limit: Int, in session: Database) throws -> [MCPConfig] {
        let (range, bound) = cursor.range
        return try MCPConfigTable.configs(
            "\(condition) AND \(range) LIMIT ?", arguments + [.integer(bound), .integer(Int64(limit))], in: session)
    }

    private mutating func add(_ sql: String, _ argument: SelectArgument) {
        condition += " AND \(sql)"
        arguments.append(argument)
    }

    private static func lastSegment(of url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    }
}

extension PageCursor {
    /// The condition on a numbered table, its order, and what its `?` stands for.
    var range: (sql: String, bound: Int64) {
        switch self {
        case .older(let number): ("number < ? ORDER BY number DESC", number)
        case .newer(let number): ("number > ? ORDER BY number ASC", number)
        }
    }
}
