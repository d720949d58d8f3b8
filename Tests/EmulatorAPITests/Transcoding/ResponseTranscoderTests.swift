import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

struct ResponseTranscoderTests {
    private let transcoder = ResponseTranscoder(contract: TestContract.shared)

    private func json(_ message: some Message) throws -> String {
        let type = TestContract.message(type(of: message).protoMessageName)
        return String(decoding: try transcoder.encode(message.serializedBytes(), as: type), as: UTF8.self)
    }

    @Test func `writes what has implicit presence and leaves out what is not set`() throws {
        #expect(
            try json(Scalekit_V1_ConnectedAccounts_ListConnectedAccountsResponse())
                == #"{"connected_accounts":[],"total_size":0,"next_page_token":"","prev_page_token":""}"#)
        #expect(
            try json(Scalekit_V1_ConnectedAccounts_ConnectedAccountForList())
                == #"{"identifier":"","provider":"","status":"CONNECTION_STATUS_UNSPECIFIED","#
                + #""authorization_type":"CONNECTION_TYPE_UNSPECIFIED","connector":"","id":"","connection_id":"","#
                + #""is_org_wide_credential":false}"#)
        #expect(try json(Scalekit_V1_Connections_ToggleConnectionResponse()) == #"{"enabled":false}"#)
        #expect(
            try json(Scalekit_V1_Connections_ToggleConnectionResponse.with { $0.errorMessage = "" })
                == #"{"enabled":false,"error_message":""}"#)
        #expect(try json(Google_Protobuf_Empty()) == "{}")
    }

    @Test func `writes an account with names, times and details`() throws {
        let account = Scalekit_V1_ConnectedAccounts_ConnectedAccount.with {
            $0.identifier = "user \"é\"\n"
            $0.status = .pendingAuth
            $0.authorizationType = .UNRECOGNIZED(99)
            $0.authorizationDetails.oauthToken.scopes = ["a", "b"]
            $0.tokenExpiresAt = .init(seconds: 1_700_000_000, nanos: 120_000_000)
            $0.apiConfig = ["b": 1, "a": .init(listValue: [true, nil, 2.5, "x", .init(structValue: [:])])]
        }
        #expect(
            try json(account)
                == #"{"identifier":"user \"é\"\n","provider":"","status":"PENDING_AUTH","authorization_type":99,"#
                + #""authorization_details":{"oauth_token":{"access_token":"","refresh_token":"","#
                + #""scopes":["a","b"],"domain":""}},"token_expires_at":"2023-11-14T22:13:20.120Z","connector":"","#
                + #""id":"","connection_id":"","api_config":{"a":[true,null,2.5,"x",{}],"b":1},"#
                + #""is_org_wide_credential":false}"#)
    }

    @Test func `writes maps in order and wrappers as their value`() throws {
        let connection = Scalekit_V1_Connections_Connection.with {
            $0.attributeMapping = ["b": "2", "a": "1"]
            $0.oauthConfig.clientID = .init("")
            $0.oauthConfig.pkceEnabled = .init(true)
        }
        let text = try json(connection)
        #expect(text.contains(#""attribute_mapping":{"a":"1","b":"2"}"#))
        #expect(text.contains(#""client_id":"","#) && text.contains(#""pkce_enabled":true"#))
        #expect(!text.contains("saml_config") && !text.contains("organization_id"))
    }

    @Test(arguments: [
        (50.0, "50"), (-0.5, "-0.5"), (1e15, "1000000000000000"), (9_007_199_254_740_992, "9007199254740992"),
        (1e21, "1e+21"), (.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (0.1, "0.1"),
    ])
    func `writes whole numbers of a struct without a fraction`(number: Double, text: String) throws {
        #expect(try json(Google_Protobuf_Value(numberValue: number)) == text)
    }

    @Test(arguments: [
        (Google_Protobuf_Duration(seconds: 3, nanos: 500_000_000), "\"3.500s\""),
        (Google_Protobuf_Duration(seconds: 0, nanos: -1), "\"-0.000000001s\""),
        (Google_Protobuf_Duration(seconds: -3, nanos: 0), "\"-3s\""),
    ])
    func `writes durations`(duration: Google_Protobuf_Duration, text: String) throws {
        #expect(try json(duration) == text)
    }

    @Test func `agrees with SwiftProtobuf about times`() throws {
        var generator = SeededGenerator(state: 1)
        for nanos: Int32 in [0, 1, 1000, 1_000_000, 120_000_000, 999_999_999, 10_000] {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
            let time = Google_Protobuf_Timestamp(seconds: seconds, nanos: nanos)
            #expect(try json(time) == time.jsonString())
        }
    }

    @Test func `writes the details of an error`() throws {
        let info = Scalekit_V1_Errdetails_ErrorInfo.with {
            $0.errorCode = "X"
            $0.requestInfo.requestID = "r"
        }
        #expect(try json(info) == #"{"error_code":"X","request_info":{"request_id":"r","serving_data":""}}"#)
    }

    @Test(arguments: [[0x0a, 0x05], [0x0a, 0x01, 0xff], [0x00]] as [[UInt8]])
    func `fails on bytes that are not the message`(bytes: [UInt8]) {
        let type = TestContract.message("scalekit.v1.connected_accounts.ConnectedAccount")
        let error = #expect(throws: EmulatorError.self) { try transcoder.encode(bytes, as: type) }
        #expect(error?.code == .internal)
    }

    @Test func `fails on a time that RFC 3339 cannot write`() {
        #expect(throws: EmulatorError.self) { try json(Google_Protobuf_Timestamp(seconds: .max, nanos: 0)) }
        #expect(throws: EmulatorError.self) { try json(Google_Protobuf_Timestamp(seconds: 0, nanos: -1)) }
    }

    @Test func `random bytes never crash, and what comes out is JSON`() throws {
        var generator = SeededGenerator(state: 99)
        let sample: [UInt8] = try Scalekit_V1_ConnectedAccounts_ConnectedAccount.with {
            $0.identifier = "user"
            $0.status = .active
            $0.authorizationDetails.staticAuth.details = ["a": .init(structValue: ["b": .init(listValue: [1, "x"])])]
            $0.tokenExpiresAt = .init(seconds: 1_700_000_000, nanos: 5)
        }.serializedBytes()
        let type = TestContract.message("scalekit.v1.connected_accounts.ConnectedAccount")
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let json = try? transcoder.encode(bytes, as: type) else { continue }
            #expect(throws: Never.self) { try JSONReader.parse(json) }
        }
    }
}
