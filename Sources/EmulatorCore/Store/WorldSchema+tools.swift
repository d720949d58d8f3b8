extension Schema {
    /// Tools that were registered, what was called, stubs, and what the simulators hold.
    static let worldToolsStep = """
        -- Registered tools, and what became of the catalogue's: a row with the number of a catalogue tool stands in
        -- its place, or says that it is gone.
        CREATE TABLE tools (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            schema_version TEXT NOT NULL,
            tool_version TEXT NOT NULL,
            provider_key TEXT NOT NULL,
            is_default INTEGER NOT NULL,
            is_deleted INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            tags TEXT NOT NULL,
            metadata TEXT NOT NULL,
            definition TEXT NOT NULL,
            UNIQUE (name, schema_version, tool_version)
        ) STRICT;

        CREATE TABLE tool_calls (
            number INTEGER PRIMARY KEY,
            execution_id TEXT NOT NULL UNIQUE,
            agent_run_id TEXT,
            tool_name TEXT NOT NULL,
            provider_key TEXT NOT NULL,
            account INTEGER NOT NULL,
            connection INTEGER NOT NULL,
            connection_name TEXT NOT NULL,
            identifier TEXT NOT NULL,
            user_id TEXT NOT NULL,
            organization_id TEXT NOT NULL,
            source TEXT NOT NULL,
            status TEXT NOT NULL,
            error_tier TEXT NOT NULL,
            error_code TEXT NOT NULL,
            error_message TEXT NOT NULL,
            duration INTEGER NOT NULL,
            started_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX tool_calls_by_run ON tool_calls (agent_run_id) WHERE agent_run_id IS NOT NULL;

        CREATE TABLE stubs (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            hits INTEGER NOT NULL,
            last_miss TEXT,
            definition TEXT NOT NULL
        ) STRICT;

        -- What a simulated provider keeps for one account: small JSON documents, in an order of their own.
        CREATE TABLE simulator_documents (
            account INTEGER NOT NULL REFERENCES connected_accounts (number) ON DELETE CASCADE,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            rank INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (account, collection, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX simulator_documents_in_order ON simulator_documents (account, collection, rank);

        -- What a seed says that a provider holds for an account, instead of the data that come with the simulator.
        CREATE TABLE provider_data (
            account INTEGER PRIMARY KEY REFERENCES connected_accounts (number) ON DELETE CASCADE,
            body TEXT NOT NULL
        ) STRICT;
        """
}
