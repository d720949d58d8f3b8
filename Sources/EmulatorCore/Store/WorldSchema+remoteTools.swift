extension Schema {
    /// Tools that were read from MCP servers stand among the registered ones.
    static let remoteToolsStep = """
        ALTER TABLE tools ADD COLUMN remote_connection INTEGER REFERENCES connections (number) ON DELETE CASCADE;
        ALTER TABLE tools ADD COLUMN remote_name TEXT;
        CREATE INDEX tools_by_remote_connection ON tools (remote_connection) WHERE remote_connection IS NOT NULL;

        -- Accounts whose server was asked for its tools since they last changed.
        CREATE TABLE remote_tool_reads (
            account INTEGER PRIMARY KEY REFERENCES connected_accounts (number) ON DELETE CASCADE
        ) STRICT;
        CREATE TRIGGER connected_account_changed AFTER UPDATE OF status, credentials, api_config ON connected_accounts
        WHEN OLD.status IS NOT NEW.status OR OLD.credentials IS NOT NEW.credentials
            OR OLD.api_config IS NOT NEW.api_config
        BEGIN
            DELETE FROM remote_tool_reads WHERE account = NEW.number;
        END;
        """
}
