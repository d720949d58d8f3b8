import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

struct ValidatorTests {
    typealias Accounts = Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest
    typealias CreateConnection = Scalekit_V1_Connections_CreateEnvironmentConnectionRequest
    typealias UpdateConnection = Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest

    private func error(_ request: some Message) throws -> EmulatorError? {
        let type = TestContract.message(Swift.type(of: request).protoMessageName)
        return try error(request.serializedBytes(), as: type)
    }

    private func error(_ bytes: [UInt8], as type: MessageType) throws -> EmulatorError? {
        do {
            try Validator(contract: TestContract.shared).check(bytes, as: type)
            return nil
        } catch let error as EmulatorError {
            return error
        }
    }

    private func constraints(_ request: some Message) throws -> [String] {
        try error(request)?.violations.map { "\($0.field): \($0.constraint)" } ?? []
    }

    @Test func `accepts a request that keeps every rule`() throws {
        let request = Accounts.with {
            $0.connector = "gmail"
            $0.identifier = "user@example.com"
            $0.pageSize = 99
        }
        #expect(try error(request) == nil)
        #expect(try error(Accounts()) == nil)
    }

    @Test func `names the field and the rule, and gives the value in the details`() throws {
        let error = try #require(try error(Accounts.with { $0.connector = "a/b" }))
        #expect(error.code == .invalidArgument)
        #expect(
            error.message == "Validation error: connector \"value does not match regex pattern `^[a-zA-Z0-9_: -]*$`\"")
        #expect(
            error.violations == [
                .init(
                    field: "connector",
                    description: "value does not match regex pattern `^[a-zA-Z0-9_: -]*$`, got \"a/b\"",
                    constraint: "string.pattern")
            ])
    }

    @Test func `cuts a long value and says how long it was`() throws {
        let request = Accounts.with { $0.identifier = String(repeating: "é", count: 101) }
        let violation = try #require(try error(request)?.violations.first)
        #expect(violation.constraint == "string.max_len")
        #expect(violation.description.hasSuffix("\"\(String(repeating: "é", count: 64))…\" (101 characters)"))
    }

    @Test func `counts code points, not bytes`() throws {
        #expect(try error(Accounts.with { $0.identifier = String(repeating: "🙂", count: 100) }) == nil)
    }

    @Test func `reports every violation, the first one in the message`() throws {
        let request = Accounts.with {
            $0.connector = "/"
            $0.connectionNames = ["ok", "", "a/b"]
            $0.pageSize = 100
        }
        #expect(
            try constraints(request) == [
                ": connector_or_connection_names_not_both", "connector: string.pattern",
                "page_size: uint32.gte_lt", "connection_names[1]: string.min_len",
                "connection_names[2]: string.pattern",
            ])
        #expect(
            try error(request)?.message
                == "Validation error: \"connector and connection_names are mutually exclusive — provide only one\"")
    }

    @Test func `checks a plain field that was not sent`() throws {
        let request = Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserRequest()
        #expect(
            try constraints(request) == ["auth_request_id: string.min_len", "identifier: string.min_len"])
    }

    @Test func `checks an optional field only when it was sent`() throws {
        typealias Request = Scalekit_V1_Connections_ListConnectionsRequest
        #expect(try error(Request()) == nil)
        #expect(try constraints(Request.with { $0.organizationID = "" }) == ["organization_id: string.min_len"])
        typealias Delete = Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest
        #expect(try constraints(Delete.with { $0.id = "" }) == ["id: string.prefix"])
        #expect(try error(Delete.with { $0.id = "ca_1" }) == nil)
    }

    @Test func `demands what is required and then says nothing else about it`() throws {
        typealias Create = Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest
        let failure = try #require(try error(Create()))
        #expect(failure.message == "Validation error: connected_account \"value is required\"")
        #expect(failure.violations.map(\.constraint) == ["required"])
        #expect(try error(Create.with { $0.connectedAccount = .init() }) == nil)
        typealias Search = Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsRequest
        #expect(try constraints(Search()) == ["query: required"])
        #expect(try constraints(Search.with { $0.query = "ab" }) == ["query: string.min_len"])
    }

    @Test func `looks into nested messages, and evaluates their expressions there`() throws {
        #expect(try constraints(CreateConnection()) == ["connection: required"])
        #expect(try constraints(CreateConnection.with { $0.connection = .init() }) == ["connection: cel"])
        #expect(
            try error(CreateConnection.with { $0.connection = .init() })?.message
                == "Validation error: connection \"provider or provider_key is required\"")
        #expect(try error(CreateConnection.with { $0.connection.providerKey = "GMAIL" }) == nil)
        #expect(try error(CreateConnection.with { $0.connection.provider = .google }) == nil)
    }

    @Test func `keeps the expressions about single providers and types`() throws {
        func texts(_ change: (inout Scalekit_V1_Connections_CreateConnection) -> Void) throws -> String? {
            try error(CreateConnection.with { change(&$0.connection) })?.message
        }
        #expect(try texts { $0.provider = .scalekit }?.contains("invalid value for provider_key") == true)
        #expect(
            try texts {
                $0.provider = .scalekit
                $0.providerKey = "SCALEKIT"
            } == nil)
        #expect(
            try texts {
                $0.provider = .google
                $0.type = .webauthn
            }?.contains("invalid value for key_id") == true)
        #expect(
            try texts {
                $0.provider = .google
                $0.type = .webauthn
                $0.keyID = "WEBAUTHN"
            } == nil)
    }

    @Test func `allows only enum values that have a name, where the contract says so`() throws {
        let request = CreateConnection.with {
            $0.connection.providerKey = "X"
            $0.connection.type = .UNRECOGNIZED(99)
        }
        let violation = try #require(try error(request)?.violations.first)
        #expect(violation.field == "connection.type" && violation.constraint == "enum.defined_only")
        #expect(violation.description == "value must be one of the defined enum values, got 99")
    }

    @Test func `checks maps by size, key and value`() throws {
        func request(_ map: [String: String]) -> UpdateConnection {
            .with {
                $0.connectionID = "conn_1"
                $0.connection.providerKey = "X"
                $0.connection.attributeMapping = map
            }
        }
        #expect(try error(request(["a": "b"])) == nil)
        #expect(try constraints(request(["": "b"])) == ["connection.attribute_mapping[\"\"]: string.min_len"])
        #expect(try constraints(request(["a": ""])) == ["connection.attribute_mapping[\"a\"]: string.min_len"])
        let many = Dictionary(uniqueKeysWithValues: (0..<31).map { ("k\($0)", "v") })
        #expect(try constraints(request(many)) == ["connection.attribute_mapping: map.max_pairs"])
    }

    @Test func `looks through wrappers and at durations`() throws {
        func request(_ change: (inout Scalekit_V1_Connections_WebAuthConfiguration) -> Void) -> UpdateConnection {
            .with {
                $0.connectionID = "conn_1"
                $0.connection.providerKey = "X"
                $0.connection.webauthnConfig.rp.ids = ["a"]
                $0.connection.webauthnConfig.rp.origins = ["b"]
                change(&$0.connection.webauthnConfig)
            }
        }
        #expect(try error(request { _ in }) == nil)
        #expect(try error(request { $0.attestation.conveyancePreference = .init("direct") }) == nil)
        let prefix = "connection.webauthn_config"
        #expect(
            try constraints(request { $0.attestation.conveyancePreference = .init("x") })
                == ["\(prefix).attestation.conveyance_preference: string.in"])
        #expect(
            try constraints(request { $0.attestation.conveyancePreference = .init("") })
                == ["\(prefix).attestation.conveyance_preference: string.in"])
        #expect(try error(request { $0.timeout.login = .init(seconds: 120) }) == nil)
        #expect(
            try constraints(request { $0.timeout.login = .init(seconds: 119, nanos: 999_999_999) })
                == ["\(prefix).timeout.login: duration.gte_lte"])
        #expect(try constraints(request { $0.rp.ids = [] }) == ["\(prefix).rp.ids: repeated.min_items"])
        #expect(
            try constraints(request { $0.rp.ids = (0..<11).map(String.init) }) == [
                "\(prefix).rp.ids: repeated.max_items"
            ])
    }

    @Test func `never repeats a credential`() throws {
        typealias Request = Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserRequest
        let secret = String(repeating: "s3cret", count: 200)
        let request = Request.with {
            $0.authRequestID = secret
            $0.identifier = "u"
        }
        let failure = try #require(try error(request))
        #expect(failure.violations.map(\.field) == ["auth_request_id"])
        #expect(!"\(failure)".contains("s3cret"))
    }

    @Test func `joins a message that comes in parts and takes the last of a oneof`() throws {
        let type = TestContract.method("CreateEnvironmentConnection").input
        let key: [UInt8] = try Scalekit_V1_Connections_CreateConnection.with { $0.providerKey = "X" }.serializedBytes()
        let kind: [UInt8] = try Scalekit_V1_Connections_CreateConnection.with { $0.type = .oauth }.serializedBytes()
        let parts = [0x0a, UInt8(key.count)] + key + [0x0a, UInt8(kind.count)] + kind
        #expect(try error(parts, as: type) == nil)

        let update = TestContract.message("scalekit.v1.connections.UpdateConnection")
        let invalid: [UInt8] = try Scalekit_V1_Connections_UpdateConnection.with {
            $0.providerKey = "X"
            $0.webauthnConfig.rp = .init()
        }.serializedBytes()
        #expect(try error(invalid, as: update) != nil)
        // static_config, number 23, replaces webauthn_config.
        #expect(try error(invalid + [0xba, 0x01, 0x00], as: update) == nil)
    }

    @Test func `ignores unknown fields and values of the wrong wire type`() throws {
        let type = TestContract.method("ListConnectedAccounts").input
        #expect(try error([0xf8, 0x3f, 0x01, 0x18, 0x05, 0x32, 0x01, 0x41], as: type) == nil)
    }

    @Test(arguments: [
        ([0x1a, 0x05, 0x61], "it ends in the middle of a field"),
        ([0x1a, 0x01, 0xff], "the string connector is not valid UTF-8"),
        ([0x00], "it has a field with an impossible number or type"),
        ([0x0c], "a group in it does not end where it should"),
    ])
    func `refuses bytes that are not a message`(bytes: [UInt8], reason: String) throws {
        let failure = try #require(try error(bytes, as: TestContract.method("ListConnectedAccounts").input))
        #expect(failure.code == .invalidArgument)
        #expect(
            failure.message
                == "the request is not a valid scalekit.v1.connected_accounts.ListConnectedAccountsRequest: \(reason)")
    }
}
