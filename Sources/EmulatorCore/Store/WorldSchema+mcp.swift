extension Schema {
    /// MCP configs, the connections and tools in them, and their instances. A config without a name is the inside of a
    /// legacy `Mcp`, which has exactly one instance.
    static let mcpStep = """
        CREATE TABLE mcp_configs (
            number INTEGER PRIMARY KEY,
            server TEXT NOT NULL UNIQUE,
            name TEXT UNIQUE,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            description TEXT NOT NULL
        ) STRICT;

        CREATE TABLE mcp_mappings (
            config INTEGER NOT NULL REFERENCES mcp_configs (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            connection INTEGER NOT NULL REFERENCES connections (number) ON DELETE CASCADE,
            tools TEXT NOT NULL,
            PRIMARY KEY (config, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mcp_mappings_by_connection ON mcp_mappings (connection);

        CREATE TABLE mcp_instances (
            number INTEGER PRIMARY KEY,
            secret TEXT NOT NULL UNIQUE,
            config INTEGER NOT NULL REFERENCES mcp_configs (number) ON DELETE CASCADE,
            name TEXT NOT NULL,
            user_identifier TEXT NOT NULL,
            search_text TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            last_used_at INTEGER,
            UNIQUE (config, user_identifier, name)
        ) STRICT;
        CREATE INDEX mcp_instances_by_user ON mcp_instances (user_identifier);
        """
}
