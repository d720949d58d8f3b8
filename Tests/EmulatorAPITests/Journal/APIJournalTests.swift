import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI
@testable import EmulatorCore

/// Operations as the journal sees them, quick or not.
struct APIJournalTests {
    private static let accounts = "scalekit.v1.connected_accounts.ConnectedAccountService"
    private typealias Create = Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest
    private typealias Get = Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest

    private let api: API
    private let context: CallContext

    init() async throws {
        api = try API()
        context = try await .make()
    }

    private func perform(_ name: String, _ request: some Message, quickly: Bool) async throws {
        let served = try #require(api.served("\(Self.accounts)/\(name)"))
        let bytes: [UInt8] = try request.serializedBytes()
        if quickly {
            _ = try #require(try api.performQuickly(served, request: bytes, context: context))
        } else {
            _ = try await api.perform(served, request: bytes, context: context)
        }
    }

    private func entry(_ number: Int) throws -> JSONValue {
        let entries = context.world.journal.contents.entries
        return try #require(entries.first { $0.number == number }).json(showsSecrets: false, environment: "env_1")
    }

    private var newAccount: Create {
        .with {
            $0.connector = "gmail"
            $0.identifier = "ada"
            $0.connectedAccount.authorizationDetails.oauthToken = .with {
                $0.accessToken = "ya29.secret"
                $0.refreshToken = "1//secret"
            }
        }
    }

    @Test(arguments: [true, false]) func `a request is shown as REST has it, without what was left out`(
        quickly: Bool
    ) async throws {
        try await perform("CreateConnectedAccount", newAccount, quickly: quickly)
        let entry = try entry(1)
        #expect(entry["operation"] == .string("\(Self.accounts)/CreateConnectedAccount"))
        #expect(entry["identifier"] == "ada" && entry["connection"] == "gmail" && entry["tool"] == .null)
        let token = entry["parameters"]?["connected_account"]?["authorization_details"]?["oauth_token"]
        #expect(token?["access_token"] == "***" && token?["refresh_token"] == "***")
        #expect(entry["parameters"]?["organization_id"] == nil)
        #expect(entry["result"]?["connected_account"]?["identifier"] == "ada")
        #expect(entry["code"] == "OK")
    }

    @Test(arguments: [true, false]) func `an account named by its id has its identifier, also when it is deleted`(
        quickly: Bool
    ) async throws {
        try await perform("CreateConnectedAccount", newAccount, quickly: quickly)
        let id = try #require(try entry(1)["result"]?["connected_account"]?["id"]?.string)
        try await perform(
            "DeleteConnectedAccount", Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest.with { $0.id = id },
            quickly: quickly)
        let entry = try entry(2)
        #expect(entry["identifier"] == "ada" && entry["connection"] == "gmail")
        #expect(entry["connected_account_id"] == .string(id))
    }

    @Test(arguments: [true, false]) func `a failure is in it, and so is a request that breaks a rule`(quickly: Bool)
        async throws
    {
        await #expect(throws: EmulatorError.self) {
            let request = Get.with {
                $0.connector = "gmail"
                $0.identifier = "nobody"
            }
            try await perform("GetConnectedAccountAuth", request, quickly: quickly)
        }
        #expect(try entry(1)["code"] == "NOT_FOUND")
        await #expect(throws: EmulatorError.self) {
            try await perform("GetConnectedAccountAuth", Get.with { $0.id = "x" }, quickly: quickly)
        }
        #expect(try entry(2)["code"] == "INVALID_ARGUMENT")
        #expect(try entry(2)["error"]?["violations"]?.array?.first?["field"] == "id")
    }

    @Test func `a link without a verify URL gets its hint only where the application verifies users`() async throws {
        let link = Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountRequest.with {
            $0.connector = "gmail"
            $0.identifier = "ada"
        }
        try await perform("GetMagicLinkForConnectedAccount", link, quickly: true)
        #expect(try entry(1)["hints"] == [])
        var settings = context.world.settings
        settings.verify = .b2b
        try context.world.update(settings: settings)
        try await perform("GetMagicLinkForConnectedAccount", link, quickly: true)
        #expect(try entry(2)["hints"]?.array?.first?["kind"] == "link_without_verify_url")
        var complete = link
        complete.userVerifyURL = "https://app.example/verify"
        try await perform("GetMagicLinkForConnectedAccount", complete, quickly: true)
        #expect(try entry(3)["hints"] == [])
    }

    @Test func `an environment with a fault does not answer quickly, and afterwards it does again`() async throws {
        let served = try #require(api.served("\(Self.accounts)/ListConnectedAccounts"))
        try context.world.faults.replace(
            Fault.parse(Array("[{operation: ListConnectedAccounts, lose_reply: true}]".utf8), fileName: "f.yaml"))
        #expect(try api.performQuickly(served, request: [], context: context) == nil)
        #expect(context.world.journal.contents.entries.isEmpty)
        #expect(try await api.perform(served, request: [], context: context).delivery == .lost(.connection))
        try context.world.faults.removeAll()
        #expect(try api.performQuickly(served, request: [], context: context) != nil)
        #expect(context.world.journal.contents.entries.map(\.number) == [1, 2])
    }
}
