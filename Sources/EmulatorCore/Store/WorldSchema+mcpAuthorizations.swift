extension Schema {
    /// Clients that registered themselves, and what people allowed them. A consent has at most one code, and a chain of
    /// refresh tokens of which one is good.
    static let mcpAuthorizationStep = """
        CREATE TABLE mcp_clients (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            redirect_uris TEXT NOT NULL,
            grant_types TEXT NOT NULL,
            authentication TEXT NOT NULL,
            secret_sha256 BLOB,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mcp_consents (
            number INTEGER PRIMARY KEY,
            client TEXT NOT NULL REFERENCES mcp_clients (id) ON DELETE CASCADE,
            server TEXT NOT NULL,
            identifier TEXT NOT NULL,
            access TEXT NOT NULL
        ) STRICT;
        CREATE INDEX mcp_consents_by_client ON mcp_consents (client);

        CREATE TABLE mcp_codes (
            code TEXT PRIMARY KEY,
            consent INTEGER NOT NULL REFERENCES mcp_consents (number) ON DELETE CASCADE,
            redirect_uri TEXT NOT NULL,
            code_challenge TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            is_used INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mcp_codes_by_consent ON mcp_codes (consent);

        CREATE TABLE mcp_refresh_tokens (
            token TEXT PRIMARY KEY,
            consent INTEGER NOT NULL REFERENCES mcp_consents (number) ON DELETE CASCADE,
            expires_at INTEGER NOT NULL,
            is_used INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mcp_refresh_tokens_by_consent ON mcp_refresh_tokens (consent);
        """
}
