import GRDB
import GRDBSQLite

/// A row of a SELECT, read column by column out of SQLite's own memory, for the reads that come with every call:
/// carrying the same row through GRDB costs several times the query. Valid until the next row.
struct SelectedRow {
    fileprivate let statement: SQLiteStatement

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func int64IfAny(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
    }

    func bool(_ column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }

    func textIfAny(_ column: Int32) -> String? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : text(column)
    }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        let length = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    }
}

/// What a `?` stands for.
enum SelectArgument {
    case integer(Int64)
    /// Without NUL, where SQLite would end it.
    case text(String)

    /// SQLITE_TRANSIENT, which Swift cannot import: SQLite takes a copy.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate func bind(to statement: SQLiteStatement, at index: Int32) -> Int32 {
        switch self {
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .text(let value): sqlite3_bind_text(statement, index, value, -1, Self.copied)
        }
    }
}

extension Database {
    /// Runs a SELECT, or a change that is RETURNING rows, and gives each of its rows to `body`. The statement is
    /// prepared once and kept.
    func select(_ sql: String, _ arguments: [SelectArgument], _ body: (SelectedRow) throws -> Void) throws {
        let prepared = try cachedStatement(sql: sql)
        try withExtendedLifetime(prepared) {
            let statement = prepared.sqliteStatement
            sqlite3_reset(statement)
            // Lets go of what the rows hold on to, also when `body` throws.
            defer { sqlite3_reset(statement) }
            for (index, argument) in arguments.enumerated() {
                try check(argument.bind(to: statement, at: Int32(index + 1)), is: SQLITE_OK, sql)
            }
            while true {
                let code = sqlite3_step(statement)
                if code == SQLITE_DONE { return }
                try check(code, is: SQLITE_ROW, sql)
                try body(SelectedRow(statement: statement))
            }
        }
    }

    /// The number in the first row; nil when there is none.
    func selectInteger(_ sql: String, _ arguments: [SelectArgument] = []) throws -> Int? {
        var found: Int?
        try select(sql, arguments) { found = found ?? $0.integer(0) }
        return found
    }

    private func check(_ code: Int32, is wanted: Int32, _ sql: String) throws {
        guard code != wanted else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
    }
}
