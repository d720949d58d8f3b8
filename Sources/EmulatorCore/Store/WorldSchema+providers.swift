extension Schema {
    /// Providers that an environment made, and what became there of the catalogue's.
    static let providersStep = """
        CREATE TABLE providers (
            number INTEGER PRIMARY KEY,
            identifier TEXT NOT NULL UNIQUE,
            is_custom INTEGER NOT NULL,
            is_deleted INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            details TEXT NOT NULL
        ) STRICT;
        """
}
