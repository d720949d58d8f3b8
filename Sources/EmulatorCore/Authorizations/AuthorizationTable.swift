import GRDB

import struct Foundation.Date

/// Rows of `authorizations`.
enum AuthorizationTable {
    private static let select = "SELECT state, link, code_verifier, exchanged_code FROM authorizations"

    static func find(_ state: String, in session: Database) throws -> Authorization? {
        let statement = try session.cachedStatement(sql: "\(select) WHERE state = ?")
        return try Row.fetchOne(statement, arguments: [state]).map(authorization)
    }

    static func find(link: String, in session: Database) throws -> Authorization? {
        let statement = try session.cachedStatement(sql: "\(select) WHERE link = ?")
        return try Row.fetchOne(statement, arguments: [link]).map(authorization)
    }

    static func insert(_ authorization: Authorization, in session: Database) throws {
        let sql = "INSERT INTO authorizations (state, link, code_verifier) VALUES (?, ?, ?)"
        try session.cachedStatement(sql: sql).execute(arguments: [
            authorization.state, authorization.link, authorization.codeVerifier,
        ])
    }

    static func saveExchanged(_ code: String, of state: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE authorizations SET exchanged_code = ? WHERE state = ?")
            .execute(arguments: [code, state])
    }

    private static func authorization(_ row: Row) -> Authorization {
        Authorization(state: row[0], link: row[1], codeVerifier: row[2], exchangedCode: row[3])
    }
}

/// Rows of `authorization_codes`.
enum AuthorizationCodeTable {
    static func find(_ code: String, in session: Database) throws -> AuthorizationCode? {
        let sql = "SELECT code, state, code_challenge, expires_at, approval FROM authorization_codes WHERE code = ?"
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [code]).map { row in
            AuthorizationCode(
                code: row[0], state: row[1], codeChallenge: row[2], expiresAt: Date(microseconds: row[3]),
                approval: try JSONColumn.value(Approval.self, from: row[4]))
        }
    }

    static func insert(_ code: AuthorizationCode, in session: Database) throws {
        let sql = """
            INSERT INTO authorization_codes (code, state, code_challenge, expires_at, approval) VALUES (?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            code.code, code.state, code.codeChallenge, code.expiresAt.microseconds,
            JSONColumn.text(code.approval),
        ])
    }
}
