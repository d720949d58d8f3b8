extension Schema {
    /// The database of one environment.
    static let world = Schema(steps: [
        worldStep1, consentStep, worldToolsStep, remoteToolsStep, mcpStep, mcpAuthorizationStep, providersStep,
    ])

    /// Numbers of `NumberedID` are the primary keys, so the newest row has the largest and a page is a range of
    /// them. Times are microseconds since 1970. An empty `organization_id` or `user_id` means none, so that
    /// uniqueness covers it. Large columns come last, so that reading the others does not touch their pages.
    private static let worldStep1 = """
        CREATE TABLE world (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            last_number INTEGER NOT NULL,
            issued INTEGER NOT NULL,
            draws INTEGER NOT NULL,
            clock_offset INTEGER NOT NULL,
            clock_frozen_at INTEGER,
            is_seeded INTEGER NOT NULL DEFAULT 0,
            settings TEXT NOT NULL
        ) STRICT;

        CREATE TABLE offered_providers (
            slug TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE connections (
            number INTEGER PRIMARY KEY,
            key_id TEXT NOT NULL UNIQUE,
            provider_key TEXT NOT NULL,
            type INTEGER NOT NULL,
            status INTEGER NOT NULL,
            enabled INTEGER NOT NULL,
            is_app INTEGER NOT NULL,
            is_login INTEGER NOT NULL,
            is_implicit INTEGER NOT NULL,
            provider INTEGER NOT NULL,
            auth_mode INTEGER NOT NULL,
            debug_enabled INTEGER NOT NULL,
            configuration_type INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            ui_button_title TEXT NOT NULL,
            resolved_proxy_url TEXT,
            search_text TEXT NOT NULL,
            attribute_mapping TEXT NOT NULL,
            settings TEXT
        ) STRICT;
        CREATE INDEX connections_by_provider ON connections (provider_key);

        CREATE TABLE connected_accounts (
            number INTEGER PRIMARY KEY,
            connection INTEGER NOT NULL REFERENCES connections (number) ON DELETE CASCADE,
            provider_key TEXT NOT NULL,
            identifier TEXT NOT NULL,
            organization_id TEXT NOT NULL,
            user_id TEXT NOT NULL,
            status INTEGER NOT NULL,
            is_org_wide INTEGER NOT NULL,
            is_renewable INTEGER NOT NULL,
            token_expires_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            last_used_at INTEGER,
            search_text TEXT NOT NULL,
            api_config TEXT NOT NULL,
            credentials TEXT,
            UNIQUE (connection, identifier, organization_id, user_id)
        ) STRICT;
        CREATE INDEX accounts_by_connection ON connected_accounts (connection);
        CREATE INDEX accounts_by_identifier ON connected_accounts (identifier);
        CREATE INDEX accounts_by_organization ON connected_accounts (organization_id);
        CREATE INDEX accounts_by_user ON connected_accounts (user_id);
        CREATE INDEX accounts_by_provider ON connected_accounts (provider_key);
        CREATE INDEX org_wide_accounts ON connected_accounts (is_org_wide) WHERE is_org_wide = 1;
        CREATE UNIQUE INDEX org_wide_account_of_connection ON connected_accounts (connection) WHERE is_org_wide = 1;

        -- Counting 100,000 rows costs milliseconds, so the counts are kept; connection 0 stands for all of them.
        CREATE TABLE account_counts (
            connection INTEGER PRIMARY KEY,
            total INTEGER NOT NULL
        ) STRICT;
        INSERT INTO account_counts VALUES (0, 0);
        CREATE TRIGGER account_added AFTER INSERT ON connected_accounts BEGIN
            INSERT INTO account_counts VALUES (NEW.connection, 1) ON CONFLICT DO UPDATE SET total = total + 1;
            UPDATE account_counts SET total = total + 1 WHERE connection = 0;
        END;
        CREATE TRIGGER account_removed AFTER DELETE ON connected_accounts BEGIN
            UPDATE account_counts SET total = total - 1 WHERE connection IN (0, OLD.connection);
        END;
        CREATE TRIGGER connection_removed AFTER DELETE ON connections BEGIN
            DELETE FROM account_counts WHERE connection = OLD.number;
        END;

        CREATE TABLE magic_links (
            token TEXT PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES connected_accounts (number) ON DELETE CASCADE,
            state TEXT,
            user_verify_url TEXT,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            consumed_at INTEGER,
            outcome TEXT,
            consented_as TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX magic_links_by_account ON magic_links (account);

        -- A consent whose user is still to be verified; one per account, the newest.
        CREATE TABLE auth_requests (
            id TEXT PRIMARY KEY,
            account INTEGER NOT NULL UNIQUE REFERENCES connected_accounts (number) ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            token_expires_at INTEGER,
            credentials TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
