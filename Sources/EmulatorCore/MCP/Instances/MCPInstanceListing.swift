import GRDB

/// The statements behind lists of instances. Those of legacy `Mcp`s, whose config has no name, are not in them.
struct MCPInstanceListing {
    private var condition = "config IN (SELECT number FROM mcp_configs WHERE name IS NOT NULL)"
    private var arguments: [SelectArgument] = []

    init(_ filter: MCPInstanceFilter) throws {
        if !filter.id.isEmpty {
            add("number = ?", .integer(try MCPInstances.parse(filter.id, field: "filter.id").number))
        }
        try add("name = ?", filter.name, field: "filter.name")
        try add(
            "config = (SELECT number FROM mcp_configs WHERE name = ?)", filter.configName, field: "filter.config_name")
        try add("user_identifier = ?", filter.userIdentifier, field: "filter.user_identifier")
        try add("instr(search_text, ?) > 0", filter.search.lowercased(), field: "search")
    }

    func count(in session: Database) throws -> Int {
        try session.selectInteger("SELECT COUNT(*) FROM mcp_instances WHERE \(condition)", arguments) ?? 0
    }

    /// Up to `limit` rows from the cursor on, the nearest first.
    func fetch(from cursor: PageCursor, limit: Int, in session: Database) throws -> [MCPInstance] {
        let (range, bound) = cursor.range
        return try MCPInstanceTable.instances(
            "\(condition) AND \(range) LIMIT ?", arguments + [.integer(bound), .integer(Int64(limit))], in: session)
    }

    private mutating func add(_ sql: String, _ text: String, field: String) throws {
        try requireText(text, field: field)
        if !text.isEmpty { add(sql, .text(text)) }
    }

    private mutating func add(_ sql: String, _ argument: SelectArgument) {
        condition += " AND \(sql)"
        arguments.append(argument)
    }
}
