import Foundation
import Testing

@testable import EmulatorCore

/// The headers that real providers want, as the catalogue has them.
@Suite struct CredentialHeadersTests {
    private func headers(_ slug: String, _ details: [String: JSONValue]) throws -> [UpstreamRequest.Header] {
        let world = try World.make(catalogue: try Catalogue.embedded())
        let account = try world.connectedAccounts.create(
            .init(connector: slug, identifier: "ada", credentials: .staticAuth(details)))
        let connection = try world.connections.resolve(slug, creating: true)
        var request = UpstreamRequest(method: "GET", baseURL: "https://x", path: "/")
        request.headers = [.init("accept", "*/*"), .init("Authorization", "Bearer somebody-else's")]
        CredentialInjection(
            account: account, connection: connection, pattern: try world.providers.directory().pattern(of: connection)
        ).authorize(&request)
        return request.headers.filter { $0.name != "accept" && $0.value != "Bearer somebody-else's" }
    }

    private func basic(_ pair: String) -> String { "Basic \(Data(pair.utf8).base64EncodedString())" }

    @Test(arguments: [
        ("brave", "x-subscription-token"), ("exa", "x-api-key"), ("postmark", "x-postmark-server-token"),
        ("fathom", "x-api-key"),
    ])
    func `API keys go into the provider's own header`(slug: String, header: String) throws {
        #expect(try headers(slug, ["api_key": "k1"]) == [.init(header, "k1")])
    }

    @Test func `bearer tokens`() throws {
        #expect(try headers("sendgrid", ["token": "SG.1"]) == [.init("authorization", "Bearer SG.1")])
        #expect(try headers("resend", ["token": "re_1"]) == [.init("authorization", "Bearer re_1")])
    }

    @Test func `keys in HTTP's Basic scheme`() throws {
        #expect(try headers("mailgun", ["api_key": "k"]) == [.init("authorization", basic("api:k"))])
        #expect(
            try headers("zendesk", ["email": "ada@x.test", "api_key": "k"]) == [
                .init("authorization", basic("ada@x.test/token:k"))
            ])
        #expect(try headers("freshdesk", ["username": "k"]) == [.init("authorization", basic("k:X"))])
        #expect(
            try headers("freshdesk", ["username": "ada", "password": "p"]) == [
                .init("authorization", basic("ada:p"))
            ])
        #expect(
            try headers("twilio", ["username": "AC1", "password": "t"]) == [.init("authorization", basic("AC1:t"))])
    }

    @Test func `several headers`() throws {
        #expect(
            try headers("datadog", ["api_key": "a", "application_key": "b"]) == [
                .init("dd-api-key", "a"), .init("dd-application-key", "b"),
            ])
    }
}
