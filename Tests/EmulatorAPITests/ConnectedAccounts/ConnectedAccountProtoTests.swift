import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

@Suite struct ConnectedAccountProtoTests {
    typealias Proto = Scalekit_V1_ConnectedAccounts_ConnectedAccount

    private func json(_ message: some Message) throws -> [String: JSONValue] {
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        return try Google_Protobuf_Struct(jsonString: message.jsonString(options: options)).json
    }

    @Test(arguments: ConnectorStatus.allCases) func `a status has its own name`(status: ConnectorStatus) throws {
        #expect(try json(Proto(.make(status: status)))["status"] == .string(status.wireName))
    }

    @Test(arguments: [
        (ConnectionType.oauth, "OAUTH"), (.apiKey, "API_KEY"), (.basic, "BASIC"), (.bearer, "BEARER_TOKEN"),
        (.oauthM2M, "OAUTH_M2M"), (.trelloOAuth1, "TRELLO_OAUTH1"), (.googleDWD, "GOOGLE_DWD"),
        (.trustedIDP, "TRUSTED_IDP"), (.smartFHIR, "SMART_FHIR"), (.noAuth, "NO_AUTH"),
    ])
    func `an authorization type has its own name`(type: ConnectionType, name: String) throws {
        #expect(try json(Proto(.make(type: ConnectorType(type))))["authorization_type"] == .string(name))
    }

    @Test func `only what is there is on the wire`() throws {
        #expect(
            try json(Proto(.make())) == [
                "id": "ca_1", "connection_id": "conn_2", "connector": "gmail", "provider": "GMAIL",
                "identifier": "ada", "status": "ACTIVE", "authorization_type": "OAUTH", "api_config": [:],
                "updated_at": "1970-01-01T00:00:02Z", "is_org_wide_credential": true,
            ])
    }

    @Test(arguments: [
        Credentials.oauthToken(.init(accessToken: "a", refreshToken: "r", scopes: ["s"], domain: "d")),
        .staticAuth(["k": ["v": 1]]), .googleDWD(.init(subject: "s")), .trustedIDP(.init(dbUser: "u")),
    ])
    func `what a caller may set comes back as it was`(credentials: Credentials) {
        let account = ConnectedAccount.make(credentials: credentials)
        #expect(Credentials(Proto(account).authorizationDetails) == credentials)
        #expect(!Proto(account, showsCredentials: false).hasAuthorizationDetails)
    }

    @Test func `details without a member are no credentials`() {
        #expect(Credentials(Scalekit_V1_ConnectedAccounts_AuthorizationDetails()) == nil)
    }
}
