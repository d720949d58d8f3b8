import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// What the wire shows of MCP; the rules have tests of their own.
@Suite struct MCPOperationsTests {
    let context: CallContext

    init() async throws { context = try await .make() }

    typealias Config = Scalekit_V1_Mcp_McpConfig
    typealias Instance = Scalekit_V1_Mcp_McpInstance

    private func config(_ name: String = "daily") async throws -> Config {
        let request = Scalekit_V1_Mcp_CreateMcpConfigRequest.with {
            $0.config.name = name
            $0.config.description_p = "Mail"
            $0.config.connectionToolMappings = [
                .with { $0.connectionName = "gmail" }, .with { $0.connectionName = "github" },
            ]
        }
        return try await context.call("CreateMcpConfig", request, Scalekit_V1_Mcp_CreateMcpConfigResponse.self).config
    }

    private func instance() async throws -> Instance {
        let request = Scalekit_V1_Mcp_EnsureMcpInstanceRequest.with {
            $0.configName = "daily"
            $0.userIdentifier = "ada"
        }
        return try await context.call("EnsureMcpInstance", request, Scalekit_V1_Mcp_EnsureMcpInstanceResponse.self)
            .instance
    }

    private func connect(_ connector: String) throws {
        _ = try context.world.connectedAccounts.create(
            ConnectedAccountDraft(
                connector: connector, identifier: "ada", credentials: .oauthToken(.init(accessToken: "t"))))
    }

    @Test func `a config has URLs at the origin of the call, and no accounts`() async throws {
        try connect("gmail")
        let made = try await config()
        #expect(made.mcpServerURL.hasPrefix("https://localhost:8443/mcp/v3/servers/"))
        #expect(made.connectionToolMappings.map(\.provider) == ["GMAIL", "GITHUB"])
        #expect(made.connectionToolMappings.allSatisfy { $0.connectionID.hasPrefix("conn_") })
        #expect(made.connectionToolMappings.allSatisfy { !$0.hasConnectedAccountID && !$0.hasConnectedAccountStatus })
    }

    @Test func `an instance shows the accounts that there are`() async throws {
        try connect("gmail")
        _ = try await config()
        let made = try await instance()
        #expect(made.url.hasPrefix("https://localhost:8443/mcp/v3/instances/"))
        #expect(made.updatedAt.seconds == 1_800_000_000)
        #expect(!made.hasLastUsedAt)
        let mappings = made.config.connectionToolMappings
        #expect(mappings[0].connectedAccountID.hasPrefix("ca_"))
        #expect(mappings[0].connectedAccountStatus == "ACTIVE")
        #expect(!mappings[1].hasConnectedAccountID && !mappings[1].hasConnectedAccountStatus)
    }

    @Test func `links are there when they were asked for`() async throws {
        let made = try await config()
        for isAsked in [false, true] {
            let request = Scalekit_V1_Mcp_ListMcpConnectedAccountsRequest.with {
                $0.configID = made.id
                $0.identifier = "ada"
                $0.includeAuthLink = isAsked
            }
            let accounts = try await context.call(
                "ListMcpConnectedAccounts", request, Scalekit_V1_Mcp_ListMcpConnectedAccountsResponse.self
            ).connectedAccounts
            #expect(accounts.map(\.connectionName) == ["gmail", "github"])
            let prefix = "https://localhost:8443/magicLink/"
            #expect(accounts.allSatisfy { $0.authenticationLink.hasPrefix(prefix) == isAsked })
            #expect(accounts.allSatisfy { $0.hasConnectedAccountID == isAsked })
        }
        _ = try await instance()
    }

    @Test func `a token of a connection`() async throws {
        try connect("gmail")
        let request = Scalekit_V1_Mcp_CreateMcpSessionTokenRequest.with {
            $0.keyID = "gmail"
            $0.identifier = "ada"
            $0.accessLevel = "READ_ONLY"
            $0.expiry = .with { $0.seconds = 60 }
        }
        let made = try await context.call(
            "CreateMcpSessionToken", request, Scalekit_V1_Mcp_CreateMcpSessionTokenResponse.self)
        #expect(made.expiresAt.seconds == 1_800_000_060)
        let claims = try #require(await context.sessionTokens.verify(made.token))
        #expect(claims.aud == ["https://localhost:8443/mcp/v3/connections/gmail"])
        #expect(claims.access_level == "READ_ONLY")
    }

    @Test(arguments: [59.0, 86_401])
    func `an expiry out of bounds is refused before anything is looked up`(_ seconds: Double) async {
        let request = Scalekit_V1_Mcp_CreateMcpSessionTokenRequest.with {
            $0.keyID = "nowhere"
            $0.identifier = "ada"
            $0.expiry = .with { $0.seconds = Int64(seconds) }
        }
        let error = await #expect(throws: EmulatorError.self) {
            try await context.call(
                "CreateMcpSessionToken", request, Scalekit_V1_Mcp_CreateMcpSessionTokenResponse.self)
        }
        #expect(error?.violations.first?.field == "expiry")
    }

    @Test func `a legacy MCP shows the status of each connection, empty where there is no account`() async throws {
        try connect("gmail")
        let request = Scalekit_V1_Mcp_CreateMcpRequest.with {
            $0.mcp.connectedAccountIdentifier = "ada"
            $0.mcp.toolMappings = [.with { $0.connectionName = "gmail" }, .with { $0.connectionName = "github" }]
        }
        let made = try await context.call("CreateMcp", request, Scalekit_V1_Mcp_CreateMcpResponse.self).mcp
        #expect(made.toolMappings.map(\.status) == ["ACTIVE", ""])
        #expect(made.url.hasPrefix("https://localhost:8443/mcp/v3/instances/"))
    }

    @Test(arguments: [("CreateMcpConfig", true), ("CreateMcp", false), ("CreateMcpSessionToken", false)])
    func `REST answers 201 where something new is sure to be there`(_ name: String, _ isCreation: Bool) throws {
        let api = try API()
        #expect(api.served("scalekit.v1.mcp.McpService/\(name)")?.method.isCreation == isCreation)
    }
}
