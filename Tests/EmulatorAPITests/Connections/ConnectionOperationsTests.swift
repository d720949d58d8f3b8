import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

@Suite struct ConnectionOperationsTests {
    let context: CallContext

    init() async throws { context = try await .make() }

    typealias CreateRequest = Scalekit_V1_Connections_CreateEnvironmentConnectionRequest
    typealias UpdateRequest = Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest
    typealias Connection = Scalekit_V1_Connections_Connection

    private func create(_ edit: (inout CreateRequest) -> Void) async throws -> Connection {
        var request = CreateRequest()
        edit(&request)
        let response = Scalekit_V1_Connections_CreateConnectionResponse.self
        return try await context.call("CreateEnvironmentConnection", request, response).connection
    }

    private func update(_ id: String, _ edit: (inout Scalekit_V1_Connections_UpdateConnection) -> Void) async throws
        -> Connection
    {
        var request = UpdateRequest()
        request.connectionID = id
        request.connection.providerKey = "GMAIL"
        edit(&request.connection)
        let response = Scalekit_V1_Connections_UpdateConnectionResponse.self
        return try await context.call("UpdateEnvironmentConnection", request, response).connection
    }

    private func get(_ id: String) async throws -> Connection {
        try await context.call(
            "GetEnvironmentConnection",
            Scalekit_V1_Connections_GetEnvironmentConnectionRequest.with { $0.connectionID = id },
            Scalekit_V1_Connections_GetConnectionResponse.self
        ).connection
    }

    private func gmail() async throws -> Connection {
        try await create {
            $0.connection.providerKey = "GMAIL"
            $0.connection.type = .oauth
            $0.flags.isApp = true
        }
    }

    @Test func `an app connection is ready and filled`() async throws {
        let made = try await gmail()
        #expect(made.keyID.hasPrefix("gmail-"))
        #expect(made.enabled && made.status == .completed)
        #expect(made.type == .oauth && made.authMode == .user)
        #expect(made.oauthConfig.authorizeUri.value == "https://provider.example/authorize")
        #expect(made.oauthConfig.scopes == ["read"])
        #expect(made.oauthConfig.redirectUri == "https://localhost:8443/sso/v1/oauth/\(made.id)/callback")
        #expect(!made.oauthConfig.hasUserInfoUri)
        #expect(
            made.mcpServerURL == "https://localhost:8443/mcp/v3/connections/\(made.keyID)" && !made.hasOrganizationID
                && !made.hasResolvedProxyURL)
        #expect(made.createTime.seconds == 1_800_000_000)
        #expect(try await get(made.id) == made)
    }

    @Test func `an update keeps what it does not mention`() async throws {
        let made = try await gmail()
        _ = try await update(made.id) {
            $0.oauthConfig.clientID = Google_Protobuf_StringValue("client")
            $0.oauthConfig.clientSecret = Google_Protobuf_StringValue("s3cret")
        }
        let changed = try await update(made.id) {
            $0.debugEnabled = Google_Protobuf_BoolValue(true)
            $0.oauthConfig.prompt = Google_Protobuf_StringValue("consent")
            $0.oauthConfig.redirectUri = "https://evil.example/callback"
            $0.keyID = "mine"
        }
        #expect(changed.keyID == "mine" && changed.debugEnabled)
        #expect(changed.oauthConfig.clientID.value == "client")
        #expect(changed.oauthConfig.clientSecret.value == ConnectionSettings.mask)
        #expect(changed.oauthConfig.prompt.value == "consent")
        #expect(changed.oauthConfig.redirectUri == made.oauthConfig.redirectUri)
        #expect(changed.oauthConfig.scopes == ["read"])
    }

    @Test func `reading and writing back changes nothing`() async throws {
        let made = try await gmail()
        let before = try await update(made.id) {
            $0.oauthConfig.clientSecret = Google_Protobuf_StringValue("s3cret")
            $0.oauthConfig.optionalScopes = .with {
                $0.scopes = ["x"]
                $0.fieldName = "user_scope"
            }
            $0.oauthConfig.extensions.extraAuthorizeParams = ["custom": "1"]
        }
        let after = try await update(made.id) { $0.oauthConfig = before.oauthConfig }
        #expect(after == before)
        let id = try #require(ConnectionID(made.id))
        let stored = try context.world.connections.get(id)
        #expect(stored.settings?.values["client_secret"] == "s3cret")
    }

    @Test func `allowing a selection replaces the required scopes`() async throws {
        let made = try await gmail()
        let first = try await update(made.id) {
            $0.oauthConfig.scopeSelectionAllowed = Google_Protobuf_BoolValue(true)
            $0.oauthConfig.requiredScopes = ["read"]
        }
        #expect(first.oauthConfig.requiredScopes == ["read"])
        let second = try await update(made.id) {
            $0.oauthConfig.scopeSelectionAllowed = Google_Protobuf_BoolValue(true)
        }
        #expect(second.oauthConfig.requiredScopes.isEmpty)
    }

    @Test func `a service account is written and never read`() async throws {
        let made = try await create { $0.connection.providerKey = "DWD" }
        let changed = try await update(made.id) {
            $0.providerKey = "DWD"
            $0.googleDwdConfig.serviceAccountJson = Google_Protobuf_StringValue("{\"private_key\":\"x\"}")
        }
        #expect(changed.googleDwdConfig.serviceAccountJson.value == ConnectionSettings.mask)
        #expect(changed.googleDwdConfig.tokenUri.value == "https://provider.example/token")
    }

    @Test func `a static configuration comes back as it was`() async throws {
        let made = try await create { $0.connection.providerKey = "apikey" }
        guard case .staticConfig = made.settings else {
            Issue.record("an API key connection has a static configuration")
            return
        }
        let values: [String: JSONValue] = ["header": "X-Key", "nested": ["n": 1]]
        let changed = try await update(made.id) {
            $0.providerKey = "APIKEY"
            $0.staticConfig.staticConfig = Google_Protobuf_Struct(values)
        }
        #expect(changed.staticConfig.staticConfig.json == values)
    }

    @Test func `a sign-on configuration round-trips with its enums`() async throws {
        let made = try await create {
            $0.connection.provider = .okta
            $0.connection.type = .oidc
        }
        #expect(made.status == .draft)
        let changed = try await update(made.id) {
            $0.providerKey = ""
            $0.provider = .okta
            $0.oidcConfig.issuer = Google_Protobuf_StringValue("https://idp.example")
            $0.oidcConfig.scopes = [.init(rawValue: 1)].compactMap { $0 }
        }
        #expect(changed.oidcConfig.issuer.value == "https://idp.example")
        #expect(changed.oidcConfig.scopes.map(\.rawValue) == [1])
        #expect(changed.provider == .okta)
    }

    @Test func `lists show what is ready, and everything on request`() async throws {
        let made = try await gmail()
        let toggle = Scalekit_V1_Connections_ToggleEnvironmentConnectionRequest.with { $0.connectionID = made.id }
        let toggled = Scalekit_V1_Connections_ToggleConnectionResponse.self
        #expect(try await !context.call("DisableEnvironmentConnection", toggle, toggled).enabled)
        func list(_ include: String?) async throws -> [String] {
            let request = Scalekit_V1_Connections_ListConnectionsRequest.with {
                if let include { $0.include = include }
            }
            let response = Scalekit_V1_Connections_ListConnectionsResponse.self
            return try await context.call("ListConnections", request, response).connections.map(\.id)
        }
        #expect(try await !list(nil).contains(made.id))
        #expect(try await list("all").first == made.id)
        #expect(try await context.call("EnableEnvironmentConnection", toggle, toggled).enabled)
        #expect(try await list(nil).contains(made.id))
        _ = try await context.call(
            "DeleteEnvironmentConnection",
            Scalekit_V1_Connections_DeleteEnvironmentConnectionRequest.with { $0.connectionID = made.id },
            Google_Protobuf_Empty.self)
        #expect(try await !list("all").contains(made.id))
    }

    @Test func `app connections are listed by page`() async throws {
        let response = try await context.call(
            "ListAppConnections",
            Scalekit_V1_Connections_ListAppConnectionsRequest.with {
                $0.pageSize = 1
                $0.provider = "GITHUB"
            }, Scalekit_V1_Connections_ListAppConnectionsResponse.self)
        let connection = try #require(response.connections.first)
        #expect(response.totalSize == 1)
        #expect(connection.keyID == "github")
        #expect(connection.providerKey == "GITHUB")
        #expect(connection.provider == .github)
        #expect(connection.enabled && connection.hasCreatedAt)
    }
}
