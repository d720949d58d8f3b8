import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

@Suite struct ConnectedAccountOperationsTests {
    let context: CallContext

    init() async throws { context = try await .make() }

    typealias CreateRequest = Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest
    typealias CreateResponse = Scalekit_V1_ConnectedAccounts_CreateConnectedAccountResponse
    typealias GetRequest = Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest
    typealias GetResponse = Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierResponse
    typealias LinkRequest = Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountRequest
    typealias LinkResponse = Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountResponse
    typealias ListRequest = Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest
    typealias ListResponse = Scalekit_V1_ConnectedAccounts_ListConnectedAccountsResponse

    @discardableResult
    private func create(_ connector: String, _ identifier: String, _ details: Data = .init()) async throws
        -> Scalekit_V1_ConnectedAccounts_ConnectedAccount
    {
        let request = CreateRequest.with {
            $0.connector = connector
            $0.identifier = identifier
            $0.connectedAccount.authorizationDetails = details
            $0.connectedAccount.apiConfig = Google_Protobuf_Struct(["version": "v1"])
        }
        return try await context.call("CreateConnectedAccount", request, CreateResponse.self).connectedAccount
    }

    typealias Data = Scalekit_V1_ConnectedAccounts_AuthorizationDetails

    private func oauth(_ access: String) -> Data {
        .with { $0.oauthToken = .with { $0.accessToken = access } }
    }

    private func code(_ body: () async throws -> Void) async -> EmulatorError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? EmulatorError)?.code
        }
    }

    @Test func `creating returns the whole account with its credentials`() async throws {
        let account = try await create("gmail", "ada", oauth("secret"))
        #expect(account.id.hasPrefix("ca_"))
        #expect(account.connectionID.hasPrefix("conn_"))
        #expect(account.connector == "gmail")
        #expect(account.provider == "GMAIL")
        #expect(account.status == .active)
        #expect(account.authorizationType == .oauth)
        #expect(account.authorizationDetails.oauthToken.accessToken == "secret")
        #expect(account.apiConfig.fields["version"]?.stringValue == "v1")
        #expect(account.tokenExpiresAt.seconds == 1_800_003_600)
        #expect(account.updatedAt.seconds == 1_800_000_000)
        #expect(!account.hasLastUsedAt)
    }

    @Test func `what is not known is not set`() async throws {
        let account = try await create("gmail", "ada")
        #expect(account.status == .pendingAuth)
        #expect(!account.hasAuthorizationDetails)
        #expect(!account.hasTokenExpiresAt)
        #expect(account.hasUpdatedAt)
        #expect(account.hasApiConfig)
    }

    @Test func `static details come back as they were`() async throws {
        let details = Data.with {
            $0.staticAuth.details = Google_Protobuf_Struct(["domain": "d", "port": 443, "on": true])
        }
        let account = try await create("apikey", "ada", details)
        #expect(account.authorizationDetails == details)
        #expect(account.authorizationType == .apiKey)
    }

    @Test func `what the server obtained is shown, secrets of a federation are not`() async throws {
        let delegation = try await create("dwd", "ada", .with { $0.googleDwd.subject = "boss@example.com" })
        #expect(delegation.authorizationDetails.googleDwd.accessToken.hasPrefix("at_"))
        #expect(delegation.authorizationDetails.googleDwd.tokenExpiresAt.seconds == 1_800_003_600)
        let federation = try await create(
            "idp", "ada",
            .with {
                $0.trustedIdp.dbUser = "reader"
                $0.trustedIdp.secretAccessKey = "given"
            })
        let shown = federation.authorizationDetails.trustedIdp
        #expect(shown.accessKeyID.hasPrefix("ASIA"))
        #expect(shown.secretAccessKey.isEmpty && shown.sessionToken.isEmpty)
        #expect(shown.expiry.seconds == 1_800_003_600)
    }

    @Test func `details leave the credentials out, auth shows them`() async throws {
        try await create("gmail", "ada", oauth("secret"))
        let request = GetRequest.with {
            $0.connector = "gmail"
            $0.identifier = "ada"
        }
        let details = try await context.call("GetConnectedAccountDetails", request, GetResponse.self)
        #expect(!details.connectedAccount.hasAuthorizationDetails)
        #expect(details.connectedAccount.apiConfig.fields["version"]?.stringValue == "v1")
        let auth = try await context.call("GetConnectedAccountAuth", request, GetResponse.self)
        #expect(auth.connectedAccount.authorizationDetails.oauthToken.accessToken == "secret")
        #expect(auth.connectedAccount.lastUsedAt.seconds == 1_800_000_000)
    }

    @Test func `lists page and filter`() async throws {
        for number in 0..<5 { try await create(number == 0 ? "github" : "gmail", "user \(number)", oauth("t")) }
        let first = try await context.call(
            "ListConnectedAccounts", ListRequest.with { $0.pageSize = 2 }, ListResponse.self)
        #expect(first.connectedAccounts.map(\.identifier) == ["user 4", "user 3"])
        #expect(first.totalSize == 5)
        #expect(first.prevPageToken.isEmpty)
        let second = try await context.call(
            "ListConnectedAccounts",
            ListRequest.with {
                $0.pageSize = 2
                $0.pageToken = first.nextPageToken
            }, ListResponse.self)
        #expect(second.connectedAccounts.map(\.identifier) == ["user 2", "user 1"])
        let filtered = try await context.call(
            "ListConnectedAccounts", ListRequest.with { $0.connectionNames = ["github"] }, ListResponse.self)
        #expect(filtered.connectedAccounts.map(\.connector) == ["github"])
        #expect(filtered.connectedAccounts[0].status == .active)
        let personal = try await context.call(
            "ListConnectedAccounts", ListRequest.with { $0.isOrgWideCredential = false }, ListResponse.self)
        #expect(personal.totalSize == 5)
        #expect(
            await code {
                _ = try await context.call(
                    "ListConnectedAccounts", ListRequest.with { $0.pageToken = "x" }, ListResponse.self)
            } == .invalidArgument)
    }

    @Test func `search finds by part of an identifier`() async throws {
        try await create("gmail", "Ada@Example.com")
        let found = try await context.call(
            "SearchConnectedAccounts",
            Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsRequest.with { $0.query = "ada@" },
            Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsResponse.self)
        #expect(found.connectedAccounts.map(\.identifier) == ["Ada@Example.com"])
        #expect(found.totalSize == 1)
    }

    @Test func `an update merges what is present`() async throws {
        let account = try await create("gmail", "ada", oauth("old"))
        let changed = try await context.call(
            "UpdateConnectedAccount",
            Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest.with {
                $0.id = account.id
                $0.connectedAccount.authorizationDetails = oauth("new")
                $0.connectedAccount.apiConfig = Google_Protobuf_Struct(["domain": "d"])
            }, Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountResponse.self
        ).connectedAccount
        #expect(changed.authorizationDetails.oauthToken.accessToken == "new")
        #expect(changed.apiConfig.json == ["version": "v1", "domain": "d"])
    }

    @Test func `get, disconnect and delete take an id`() async throws {
        let account = try await create("gmail", "ada", oauth("t"))
        let got = try await context.call(
            "GetConnectedAccount",
            Scalekit_V1_ConnectedAccounts_GetConnectedAccountRequest.with { $0.id = account.id },
            Scalekit_V1_ConnectedAccounts_GetConnectedAccountResponse.self)
        #expect(!got.connectedAccount.hasAuthorizationDetails)
        #expect(got.connectedAccount.tokenExpiresAt == account.tokenExpiresAt)
        let gone = try await context.call(
            "DisconnectConnectedAccount",
            Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountRequest.with { $0.id = account.id },
            Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountResponse.self)
        #expect(gone.connectedAccount.status == .disconnected)
        #expect(!gone.connectedAccount.hasAuthorizationDetails)
        let delete = Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest.with { $0.id = account.id }
        let response = Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountResponse.self
        _ = try await context.call("DeleteConnectedAccount", delete, response)
        #expect(await code { _ = try await context.call("DeleteConnectedAccount", delete, response) } == .notFound)
    }

    @Test(arguments: ["", "this", "-"])
    func `a client credential has no account of its own`(id: String) async throws {
        #expect(
            await code {
                _ = try await context.call(
                    "GetConnectedAccount",
                    Scalekit_V1_ConnectedAccounts_GetConnectedAccountRequest.with { $0.id = id },
                    Scalekit_V1_ConnectedAccounts_GetConnectedAccountResponse.self)
            } == .invalidArgument)
        #expect(
            await code {
                _ = try await context.call(
                    "DisconnectConnectedAccount",
                    Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountRequest.with { $0.id = id },
                    Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountResponse.self)
            } == .invalidArgument)
    }

    @Test func `a link starts with the origin the client called`() async throws {
        let request = LinkRequest.with {
            $0.connector = "gmail"
            $0.identifier = "ada"
        }
        let response = try await context.call("GetMagicLinkForConnectedAccount", request, LinkResponse.self)
        #expect(response.link.hasPrefix("https://localhost:8443/magicLink/"))
        #expect(response.link.hasSuffix("_o"))
        #expect(response.expiry.seconds == 1_800_000_600)
    }

    @Test func `verification ends on the success page`() async throws {
        let context = try await CallContext.make(settings: WorldSettings(consent: .instant, verify: .b2b))
        let request = LinkRequest.with {
            $0.connector = "gmail"
            $0.identifier = "ada"
        }
        _ = try await context.call("GetMagicLinkForConnectedAccount", request, LinkResponse.self)
        let id = try #require(try context.world.magicLinks.authRequests().first?.id)
        let response = try await context.call(
            "VerifyConnectedAccountUser",
            Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserRequest.with {
                $0.authRequestID = id
                $0.identifier = "ada"
            }, Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserResponse.self)
        #expect(response.postUserVerifyRedirectURL == "https://localhost:8443/connect/success")
    }
}
