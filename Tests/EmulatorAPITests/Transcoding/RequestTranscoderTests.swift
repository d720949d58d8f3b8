import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

struct RequestTranscoderTests {
    private let transcoder = RequestTranscoder(contract: TestContract.shared)

    private func decode<Request: Message>(
        _ name: String, binding: Int = 0, captures: [String: String] = [:], query: [(String, String)] = [],
        body: String = "", as type: Request.Type = Request.self
    ) throws -> Request {
        let method = TestContract.method(name)
        let bytes = try transcoder.decode(
            method: method, binding: method.bindings[binding], captures: captures, query: query,
            body: Array(body.utf8))
        return try Request(serializedBytes: bytes)
    }

    typealias Accounts = Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest
    typealias Create = Scalekit_V1_Connections_CreateEnvironmentConnectionRequest
    typealias Update = Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest

    @Test func `reads the query with typed values, both spellings and repeated keys`() throws {
        let request: Accounts = try decode(
            "ListConnectedAccounts",
            query: [
                ("connector", "gmail"), ("pageSize", "7"), ("connection_names", "a"), ("connectionNames", "b"),
                ("is_org_wide_credential", "true"), ("unknown", "x"), ("connector.x", "y"), ("", ""),
            ])
        #expect(
            request
                == .with {
                    $0.connector = "gmail"
                    $0.pageSize = 7
                    $0.connectionNames = ["a", "b"]
                    $0.isOrgWideCredential = true
                })
    }

    @Test func `keeps an empty optional value`() throws {
        let request: Accounts = try decode("ListConnectedAccounts", query: [("identifier", "")])
        #expect(request.hasIdentifier && request.identifier.isEmpty && !request.hasConnector)
    }

    @Test(arguments: [
        ("page_size", "many", "expected a whole number of type uint32, got \"many\""),
        ("page_size", "-1", "expected a whole number of type uint32, got \"-1\""),
        ("page_size", "1.5", "expected a whole number of type uint32, got \"1.5\""),
        ("page_size", "0x10", "expected a whole number of type uint32, got \"0x10\""),
        ("page_size", "", "expected a whole number of type uint32, got \"\""),
        ("is_org_wide_credential", "yes", "expected true or false, got \"yes\""),
    ])
    func `names the parameter, the type and the value that does not fit`(name: String, value: String, text: String) {
        let error = #expect(throws: EmulatorError.self) {
            try decode("ListConnectedAccounts", query: [(name, value)], as: Accounts.self)
        }
        #expect(error?.message == "Validation error: \(name) \"\(text)\"")
        #expect(error?.violations.map(\.field) == [name] && error?.violations.map(\.constraint) == ["type"])
    }

    @Test func `refuses a parameter that comes twice`() {
        let error = #expect(throws: EmulatorError.self) {
            try decode("ListConnectedAccounts", query: [("connector", "a"), ("connector", "b")], as: Accounts.self)
        }
        #expect(error?.violations.map(\.field) == ["connector"])
    }

    @Test func `reads a body of one field, and the others from the query`() throws {
        let request: Create = try decode(
            "CreateEnvironmentConnection",
            query: [("flags.is_login", "false"), ("flags.isApp", "1"), ("connection.key_id", "ignored")],
            body: #"{"providerKey":"GMAIL","type":"OAUTH","auth_mode":1,"context":{"a":[1,null,{"b":"c"}]}}"#)
        #expect(
            request
                == .with {
                    $0.connection.providerKey = "GMAIL"
                    $0.connection.type = .oauth
                    $0.connection.authMode = .user
                    $0.connection.context = ["a": .init(listValue: [1, nil, .init(structValue: ["b": "c"])])]
                    $0.flags.isLogin = false
                    $0.flags.isApp = true
                })
    }

    @Test func `leaves a field out whose body is empty or null`() throws {
        for body in ["", "  \n", "null"] {
            let request: Create = try decode("CreateEnvironmentConnection", body: body)
            #expect(!request.hasConnection)
        }
        #expect(try decode("CreateEnvironmentConnection", body: "{}", as: Create.self).hasConnection)
    }

    @Test func `lets the path win over the body, and ignores the query beside a whole body`() throws {
        typealias Request = Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountRequest
        let request: Request = try decode(
            "DisconnectConnectedAccount", captures: ["id": "ca_1"], query: [("id", "ca_3")], body: #"{"id":"ca_2"}"#)
        #expect(request.id == "ca_1")
        let other: Request = try decode(
            "DisconnectConnectedAccount", binding: 1, query: [("id", "ca_3")], body: #"{"id":"ca_2"}"#)
        #expect(other.id == "ca_2")
        let none: Request = try decode("DisconnectConnectedAccount", binding: 1, query: [("id", "ca_3")])
        #expect(none.id.isEmpty)
    }

    @Test func `ignores a body that the binding does not have`() throws {
        typealias Request = Scalekit_V1_Connections_ToggleEnvironmentConnectionRequest
        let request: Request = try decode(
            "EnableEnvironmentConnection", captures: ["connection_id": "conn_1"], body: "not json")
        #expect(request.connectionID == "conn_1")
    }

    @Test func `reads wrappers, maps, oneofs and messages`() throws {
        let request: Update = try decode(
            "UpdateEnvironmentConnection", captures: ["connection_id": "conn_1"],
            body: """
                {"debug_enabled": true, "uiButtonTitle": "Go", "attribute_mapping": {"email": "mail"},
                 "oauthConfig": {"scopes": ["a", "b"], "clientId": "id", "unknown": {"deep": [1]}},
                 "google_dwd_config": null}
                """)
        #expect(
            request
                == .with {
                    $0.connectionID = "conn_1"
                    $0.connection.debugEnabled = .init(true)
                    $0.connection.uiButtonTitle = .init("Go")
                    $0.connection.attributeMapping = ["email": "mail"]
                    $0.connection.oauthConfig.scopes = ["a", "b"]
                    $0.connection.oauthConfig.clientID = .init("id")
                })
    }

    @Test func `takes the last of duplicate members, in whichever spelling`() throws {
        let request: Create = try decode(
            "CreateEnvironmentConnection", body: #"{"providerKey":"A","provider_key":"B","type":1,"type":"OAUTH"}"#)
        #expect(request.connection.providerKey == "B" && request.connection.type == .oauth)
    }

    @Test func `takes enums by number even when no name has it`() throws {
        let request: Create = try decode("CreateEnvironmentConnection", body: #"{"type":77}"#)
        #expect(request.connection.type == .UNRECOGNIZED(77))
    }

    @Test(arguments: [
        (#"{"type":"OATH"}"#, "connection.type", "expected one of INVALID, OIDC"),
        (#"{"type":true}"#, "connection.type", "expected one of INVALID, OIDC"),
        (#"{"provider_key":5}"#, "connection.provider_key", "expected a string, got 5"),
        (#"{"context":[1]}"#, "connection.context", "expected an object, got an array"),
        (#"[]"#, "connection", "expected an object, got an array"),
        (#""text""#, "connection", "expected an object, got \"text\""),
    ])
    func `names what does not fit in a body`(body: String, field: String, text: String) {
        let error = #expect(throws: EmulatorError.self) {
            try decode("CreateEnvironmentConnection", body: body, as: Create.self)
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.map(\.field) == [field])
        #expect(error?.violations.first?.description.hasPrefix(text) == true)
    }

    @Test(arguments: [
        (#"{"connection":{"attribute_mapping":{"a":null}}}"#, #"attribute_mapping["a"]"#),
        (#"{"connection":{"oauth_config":{"scopes":["a",null]}}}"#, "oauth_config.scopes[1]"),
        (#"{"connection":{"oauth_config":{"scopes":"a"}}}"#, "oauth_config.scopes"),
        (#"{"connection":{"debug_enabled":"true"}}"#, "debug_enabled"),
        (#"{"connection":{"oauth_config":{},"saml_config":{}}}"#, "settings"),
        (#"{"connection":{"webauthn_config":{"timeout":{"login":"3 minutes"}}}}"#, "webauthn_config.timeout.login"),
    ])
    func `names the path to what does not fit`(body: String, field: String) throws {
        let tree = try #require(try JSONReader.parse(Array(body.utf8))["connection"])
        var encoder = MessageEncoder(contract: TestContract.shared)
        let error = #expect(throws: EmulatorError.self) {
            try encoder.encode(tree, as: TestContract.message("scalekit.v1.connections.UpdateConnection"))
        }
        #expect(error?.violations.map(\.field) == [field])
    }

    @Test func `never repeats a credential`() {
        let error = #expect(throws: EmulatorError.self) {
            try decode(
                "UpdateConnectedAccount",
                body: #"{"connected_account":{"authorization_details":{"oauth_token":{"access_token":12345}}}}"#,
                as: Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest.self)
        }
        #expect(error?.violations.first?.field == "connected_account.authorization_details.oauth_token.access_token")
        #expect(!"\(String(describing: error))".contains("12345"))
    }

    @Test func `wants an object as a whole body`() {
        let error = #expect(throws: EmulatorError.self) {
            try decode(
                "CreateConnectedAccount", body: "[1]",
                as: Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest.self)
        }
        #expect(error?.message.hasPrefix("the request body must be a JSON object") == true)
        #expect(throws: EmulatorError.self) {
            try decode(
                "CreateConnectedAccount", body: "{",
                as: Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest.self)
        }
    }

    @Test(arguments: [
        "connection", "connection.static_config.static_config", "connection.attribute_mapping",
        "connection.oauth_config",
    ])
    func `says that a message cannot stand in the query`(name: String) {
        let type = TestContract.method("UpdateEnvironmentConnection").input
        var tree = RequestTree(type, contract: TestContract.shared)
        let error = #expect(throws: EmulatorError.self) { try tree.add(query: [(name, "{}")], except: nil) }
        #expect(error?.violations.map(\.field) == [name])
    }

    @Test func `keeps unicode and NUL as they are`() throws {
        let request: Accounts = try decode("ListConnectedAccounts", query: [("query", "é\u{0}😀")])
        #expect(request.query == "é\u{0}😀")
    }

    @Test func `random bodies never crash`() throws {
        var generator = SeededGenerator(state: 11)
        let alphabet = Array(#"{}[]":,0123456789.eE+-truefalsn \"connection_idtypeé"#.utf8)
        let method = TestContract.method("UpdateEnvironmentConnection")
        for _ in 0..<20_000 {
            let body = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            do {
                _ = try transcoder.decode(
                    method: method, binding: method.bindings[0], captures: [:], query: [], body: body)
            } catch {
                #expect((error as? EmulatorError)?.code == .invalidArgument)
            }
        }
    }
}
