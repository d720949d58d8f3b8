/// Slack: one workspace for each account, behind the Web API's methods.
///
/// What the Web API has and `SlackMethods` does not list is answered with nil, so that the caller learns that it is
/// not played here; the real service would say `unknown_method`.
struct SlackSimulator: Simulator {
    let providerKey = "SLACK"
    let dataName = "slack"

    func furnish(_ room: SimulatorRoom, with data: JSONValue) throws {
        var furnishing = SlackFurnishing(workspace: SlackWorkspace(room: room))
        try furnishing.furnish(with: SimulatorData(data, at: ""))
    }

    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse? {
        guard ["GET", "POST"].contains(request.method), let method = SlackMethods.method(at: request.path) else {
            return nil
        }
        let workspace = SlackWorkspace(room: room)
        try workspace.deliverScheduledMessages()
        do {
            let call = SlackCall(arguments: SlackArguments(request), workspace: workspace)
            var answer = try room.atomically { try method(call) }
            answer["ok"] = true
            return .json(.object(answer))
        } catch let refusal as SlackRefusal {
            return .json(refusal.json)
        }
    }
}

/// A call to a method.
struct SlackCall {
    let arguments: SlackArguments
    let workspace: SlackWorkspace
}

/// What a method answers, without `ok`. When it refuses, nothing that it wrote stays.
typealias SlackMethod = @Sendable (SlackCall) throws -> [String: JSONValue]

/// A failure as Slack reports it: with status 200, in the body. Never leaves the simulator as an error.
struct SlackRefusal: Error {
    var code: String
    /// What `response_metadata.messages` says; empty for none.
    var messages: [String] = []

    init(_ code: String, _ messages: [String] = []) {
        self.code = code
        self.messages = messages
    }

    static func missing(_ argument: String) -> SlackRefusal {
        SlackRefusal("invalid_arguments", ["[ERROR] missing required field: \(argument)"])
    }

    static func invalid(_ argument: String, _ rule: String) -> SlackRefusal {
        SlackRefusal("invalid_arguments", ["[ERROR] \(rule) [json-pointer:/\(argument)]"])
    }

    var json: JSONValue {
        guard !messages.isEmpty else { return ["ok": false, "error": .string(code)] }
        let texts = JSONValue.array(messages.map(JSONValue.string))
        return ["ok": false, "error": .string(code), "response_metadata": ["messages": texts]]
    }
}
