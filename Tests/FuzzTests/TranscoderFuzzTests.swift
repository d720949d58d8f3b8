import Testing

@testable import EmulatorAPI
@testable import EmulatorCore

/// JSON and protobuf that arrive at an operation.
struct TranscoderFuzzTests {
    private static let bodies = [
        #"{"connector": "gmail", "identifier": "ada", "connected_account": {"authorization_details": {"oauth_token": {"access_token": "t", "scopes": ["a"]}}, "api_config": {"k": [1, {"d": null}]}}}"#,
        #"{"filter": {"provider": "GMAIL", "summary": true, "connected_account_id": "ca_1"}, "page_size": 10, "pageToken": ">:WyJ0b2xfMSJd"}"#,
        #"{"tool_name": "gmail_send_message", "params": {"to": "x", "n": 1.5e3, "t": "2026-01-01T00:00:00Z"}, "agent_run_id": "r"}"#,
        #"{"provider_key": "GMAIL", "type": "OAUTH", "oauth_config": {"scopes": ["a"], "sync_user_profile_on_login": true}, "enabled": true}"#,
    ].map { Array($0.utf8) }

    @Test func `JSON becomes a message that can be checked, or is refused`() throws {
        let api = try API()
        let validator = Validator(contract: api.contract)
        let operations = OperationTable.names.sorted().compactMap { api.served($0)?.method }
            .filter { !$0.bindings.isEmpty }
        var turn = 0
        FuzzBudget.run(Self.bodies, "json") { input in
            turn += 1
            let method = operations[turn % operations.count]
            let message = try api.requests.decode(
                method: method, binding: method.bindings[0], captures: [:],
                query: [("page_size", "\(turn)"), (String(decoding: input.prefix(20), as: UTF8.self), "x")],
                body: input)
            do { try validator.check(message, as: method.input) } catch let error as EmulatorError
                where error.code == .invalidArgument
            {}
            _ = try api.responses.encode(message, as: method.input)
        }
    }

    @Test func `bytes are a message, or are refused`() throws {
        let api = try API()
        let validator = Validator(contract: api.contract)
        let methods = OperationTable.names.sorted().compactMap { api.served($0)?.method }
        let samples = try methods.map { method in
            let body = Self.bodies[abs(method.fullName.count) % Self.bodies.count]
            guard let binding = method.bindings.first else { return [UInt8]() }
            return try api.requests.decode(method: method, binding: binding, captures: [:], query: [], body: body)
        }
        var turn = 0
        FuzzBudget.run(samples, "protobuf") { input in
            turn += 1
            let method = methods[turn % methods.count]
            try validator.check(input, as: method.input)
            _ = try api.responses.encode(input, as: method.input)
        }
    }
}
