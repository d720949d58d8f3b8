import GRDB

import struct Foundation.Date

/// Rows of `tool_calls`.
enum ToolCallTable {
    static let columns = """
        number, execution_id, agent_run_id, tool_name, provider_key, account, connection, connection_name, identifier, \
        user_id, organization_id, source, status, error_tier, error_code, error_message, duration, started_at
        """

    static func insert(_ call: ToolCall, in session: Database) throws {
        let sql = """
            INSERT INTO tool_calls (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            call.id.number, call.executionID, call.agentRunID, call.toolName, call.providerKey, call.accountID.number,
            call.connectionID.number, call.connection, call.identifier, call.userID, call.organizationID,
            call.source.rawValue, call.status.rawValue, call.errorTier, call.errorCode, call.errorMessage,
            call.duration, call.startedAt.microseconds,
        ])
    }

    static func find(_ executionID: String, in session: Database) throws -> ToolCall? {
        let sql = "SELECT \(columns) FROM tool_calls WHERE execution_id = ?"
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [executionID]).map(call)
    }

    static func keepNewest(_ count: Int64, in session: Database) throws {
        let sql = """
            DELETE FROM tool_calls WHERE number <=
            (SELECT number FROM tool_calls ORDER BY number DESC LIMIT 1 OFFSET ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [count])
    }

    static func call(_ row: Row) throws -> ToolCall {
        guard let source = ToolCall.Source(rawValue: row[11]), let status = ToolCall.Status(rawValue: row[12]) else {
            throw EmulatorError(.dataLoss, "a tool call in the store has a source or status that does not exist")
        }
        return ToolCall(
            id: ToolCallID(number: row[0]), executionID: row[1], agentRunID: row[2], toolName: row[3],
            providerKey: row[4], accountID: ConnectedAccountID(number: row[5]),
            connectionID: ConnectionID(number: row[6]), connection: row[7], identifier: row[8], userID: row[9],
            organizationID: row[10], source: source, status: status, errorTier: row[13], errorCode: row[14],
            errorMessage: row[15], duration: row[16], startedAt: Date(microseconds: row[17]))
    }
}
