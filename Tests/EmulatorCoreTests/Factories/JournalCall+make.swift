import struct Foundation.Date

@testable import EmulatorCore

extension JournalCall {
    static let executeTool = "scalekit.v1.tools.ToolService/ExecuteTool"
    static let getAuth = "scalekit.v1.connected_accounts.ConnectedAccountService/GetConnectedAccountAuth"

    static func make(
        _ tool: String? = nil, as identifier: String? = "ada", operation: String = executeTool, door: Door = .grpc,
        connection: String? = nil, parameters: JSONValue = .object([:]), at seconds: Double = 0,
        notes: CallNotes? = nil
    ) -> JournalCall {
        JournalCall(
            door: door, operation: operation, caller: "skc_1",
            client: CallingClient(sdk: "Scalekit-Python/2.21.0", apiVersion: "20261012", userAgent: "grpc-python/1"),
            subject: KnownSubject(
                CallDetails(identifier: identifier, connection: connection, tool: tool, parameters: parameters)),
            startedAt: Date.start.addingTimeInterval(seconds), notes: notes)
    }
}

extension Journal {
    /// Writes a call down that is over at once.
    func note(_ call: JournalCall, answer: String = "", failure: EmulatorError? = nil, status: Int? = nil) {
        let result = failure == nil ? CallResult(body: Array(answer.utf8), status: status) : nil
        append(call, result, failure: failure, at: call.startedAt)
    }

    var last: JournalEntry? { contents.entries.last }
}
