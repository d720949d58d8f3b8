import Foundation
import Logging
import ScalekitProtos
import SwiftProtobuf

@testable import EmulatorAPI
@testable import EmulatorCore

extension CallContext {
    /// A client's call to an environment of its own, in memory, whose clock stands still.
    static func make(settings: WorldSettings = WorldSettings(), catalogue: Catalogue = .testing) async throws
        -> CallContext
    {
        let worlds = try Worlds(
            configuration: WorldsConfiguration(settings: settings, randomSeed: 1), catalogue: catalogue,
            logger: Logger(label: "test"))
        try worlds.default.clock.freeze(at: Date(timeIntervalSince1970: 1_800_000_000))
        return CallContext(
            world: worlds.default, caller: .client(id: "skc_1"), origin: "https://localhost:8443",
            sessionTokens: await MCPSessionTokens(key: try signingKey.get()))
    }

    /// Made once for all tests, because making one takes its time.
    private static let signingKey = Result {
        let path = NSTemporaryDirectory() + "/emulator-api-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try SigningKey(state: StateFolder(path: path))
    }

    /// Calls an operation as a door does, without checking the contract's rules.
    func call<Response: Message>(_ name: String, _ request: some Message, _: Response.Type = Response.self)
        async throws -> Response
    {
        guard let operation = OperationTable.all.first(where: { $0.name.hasSuffix("/\(name)") }) else {
            throw EmulatorError(.unimplemented, "no operation \(name)")
        }
        return try Response(serializedBytes: await operation.handle(request.serializedBytes(), self))
    }
}

extension Catalogue {
    static let testing = Catalogue(providers: [
        .make("gmail", .oauth), .make("github", .oauth), .make("apikey", .apiKey), .make("dwd", .googleDWD),
        .make("idp", .trustedIDP), .make("noauth", .noAuth),
    ])
}

extension Provider {
    fileprivate static func make(_ slug: String, _ type: ConnectionType) -> Provider {
        let pattern = AuthPattern(
            type: type, displayName: slug,
            oauth: AuthPattern.OAuth(
                authorizeURI: "https://provider.example/authorize", tokenURI: "https://provider.example/token",
                userInfoURI: "", pkceEnabled: true,
                scopes: [AuthPattern.Scope(name: "read", description: "", requested: true)]),
            fields: [], accountFields: [],
            tokens: AuthPattern.TokenShape(accessPrefix: "at_", refreshPrefix: "rt_", lifetime: 3600))
        return Provider(
            key: slug.uppercased(), slug: slug, displayName: slug, description: "", categories: [],
            baseURL: "https://api.example.com", authPatterns: [pattern])
    }
}
