extension Schema {
    /// Who is behind an account at the provider, whether the provider still honours the grant, and consents on their
    /// way through the provider's pages.
    static let consentStep = """
        ALTER TABLE connected_accounts ADD COLUMN provider_identity TEXT;
        ALTER TABLE connected_accounts ADD COLUMN is_grant_revoked INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE auth_requests ADD COLUMN provider_identity TEXT;

        -- A link's visit to the provider; one per link, however many tabs are open.
        CREATE TABLE authorizations (
            state TEXT PRIMARY KEY,
            link TEXT NOT NULL UNIQUE REFERENCES magic_links (token) ON DELETE CASCADE,
            code_verifier TEXT,
            exchanged_code TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE authorization_codes (
            code TEXT PRIMARY KEY,
            state TEXT NOT NULL REFERENCES authorizations (state) ON DELETE CASCADE,
            code_challenge TEXT,
            expires_at INTEGER NOT NULL,
            approval TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX authorization_codes_by_state ON authorization_codes (state);
        """
}
