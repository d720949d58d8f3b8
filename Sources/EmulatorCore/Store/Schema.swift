import GRDB

/// The steps that bring a database to its present shape. A step is never changed once it was released;
/// `PRAGMA user_version` counts the ones that were taken.
package struct Schema: Sendable {
    package let steps: [String]

    package init(steps: [String]) { self.steps = steps }

    /// - Throws: FAILED_PRECONDITION when the database has taken steps that this version does not know.
    func apply(to database: Database, name: String) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= steps.count else {
            throw EmulatorError(
                .failedPrecondition,
                "\(name) was written by a newer version (its schema is \(version), this one knows \(steps.count))",
                hint: "Use the newer version, or another data directory.")
        }
        guard version < steps.count else { return }
        for step in steps[version...] { try database.execute(sql: step) }
        try database.execute(sql: "PRAGMA user_version = \(steps.count)")
    }
}
