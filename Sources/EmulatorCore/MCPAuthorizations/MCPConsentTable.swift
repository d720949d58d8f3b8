import GRDB

import struct Foundation.Date

/// Rows of `mcp_consents`, `mcp_codes` and `mcp_refresh_tokens`.
enum MCPConsentTable {
    static func find(_ number: Int64, in session: Database) throws -> MCPConsent? {
        let sql = "SELECT client, server, identifier, access FROM mcp_consents WHERE number = ?"
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [number]).flatMap { row in
            guard let server = MCPServerID(stored: row[1]), let access = MCPAccess(rawValue: row[3]) else { return nil }
            return MCPConsent(client: row[0], server: server, identifier: row[2], access: access)
        }
    }

    static func insert(_ consent: MCPConsent, in session: Database) throws -> Int64 {
        try session.cachedStatement(
            sql: "INSERT INTO mcp_consents (client, server, identifier, access) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [consent.client, consent.server.stored, consent.identifier, consent.access.rawValue])
        return session.lastInsertedRowID
    }

    /// With its code and its refresh tokens.
    static func delete(_ number: Int64, in session: Database) throws {
        try session.cachedStatement(sql: "DELETE FROM mcp_consents WHERE number = ?").execute(arguments: [number])
    }
}

enum MCPCodeTable {
    static func find(_ code: String, in session: Database) throws -> MCPCode? {
        let sql = """
            SELECT code, consent, redirect_uri, code_challenge, expires_at, is_used FROM mcp_codes WHERE code = ?
            """
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [code]).map { row in
            MCPCode(
                code: row[0], consent: row[1], redirectURI: row[2], codeChallenge: row[3],
                expiresAt: Date(microseconds: row[4]), isUsed: row[5])
        }
    }

    static func insert(_ code: MCPCode, in session: Database) throws {
        let sql = """
            INSERT INTO mcp_codes (code, consent, redirect_uri, code_challenge, expires_at) VALUES (?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            code.code, code.consent, code.redirectURI, code.codeChallenge, code.expiresAt.microseconds,
        ])
    }

    static func use(_ code: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE mcp_codes SET is_used = 1 WHERE code = ?").execute(arguments: [code])
    }
}

enum MCPRefreshTokenTable {
    static func find(_ token: String, in session: Database) throws -> MCPRefreshToken? {
        let sql = "SELECT token, consent, expires_at, is_used FROM mcp_refresh_tokens WHERE token = ?"
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [token]).map { row in
            MCPRefreshToken(
                token: row[0], consent: row[1], expiresAt: Date(microseconds: row[2]), isUsed: row[3])
        }
    }

    static func insert(_ token: MCPRefreshToken, in session: Database) throws {
        let sql = "INSERT INTO mcp_refresh_tokens (token, consent, expires_at) VALUES (?, ?, ?)"
        try session.cachedStatement(sql: sql).execute(arguments: [
            token.token, token.consent, token.expiresAt.microseconds,
        ])
    }

    static func use(_ token: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE mcp_refresh_tokens SET is_used = 1 WHERE token = ?")
            .execute(arguments: [token])
    }
}

extension MCPServerID {
    fileprivate var stored: String {
        switch self {
        case .config(let id): "config \(id)"
        case .connection(let id): "connection \(id)"
        case .instance(let id): "instance \(id)"
        }
    }

    fileprivate init?(stored text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let id = String(parts[1])
        switch parts[0] {
        case "config": self = .config(id)
        case "connection": self = .connection(id)
        case "instance": self = .instance(id)
        default: return nil
        }
    }
}
