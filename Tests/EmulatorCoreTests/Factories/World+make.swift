import Logging

import struct Foundation.Date

@testable import EmulatorCore

extension World {
    /// An environment in memory whose clock stands at `Date.start`.
    static func make(
        consent: ConsentMode = .manual, verify: VerifyMode = .none, strictConnections: Bool = false,
        randomSeed: UInt64 = 1, clientID: String = "skc_1", catalogue: Catalogue = .testing,
        upstreamAccess: UpstreamAccess? = nil, journal: Journal = Journal()
    ) throws -> World {
        let key = EnvironmentKey(clientID: clientID, attempt: 0)
        let world = try World(
            environment: Environment(id: "env_1", key: key, clientID: clientID), randomSeed: randomSeed,
            settings: WorldSettings(consent: consent, verify: verify, strictConnections: strictConnections),
            catalogue: catalogue, upstreamAccess: upstreamAccess, store: Store(schema: .world, file: nil),
            journal: journal)
        try world.clock.freeze(at: .start)
        return world
    }

    /// An account with a plausible credential for the connection's type.
    @discardableResult
    func account(_ identifier: String, on connector: String = "gmail", organizationID: String = "") throws
        -> ConnectedAccount
    {
        let type = try connections.resolve(connector, creating: true).type
        return try connectedAccounts.create(
            .init(
                connector: connector, identifier: identifier, organizationID: organizationID,
                credentials: .make(for: type)))
    }

    func status(of account: ConnectedAccount) throws -> ConnectorStatus {
        try connectedAccounts.get(account.id).status
    }
}

extension Worlds {
    static func make(_ configuration: WorldsConfiguration = WorldsConfiguration()) throws -> Worlds {
        try Worlds(configuration: configuration, catalogue: .testing, logger: Logger(label: "test"))
    }
}

extension Date {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)
}

extension Credentials {
    /// Nil for types that take none.
    static func make(for type: ConnectionType) -> Credentials? {
        switch type {
        case .oauth, .smartFHIR, .trelloOAuth1:
            .oauthToken(.init(accessToken: "imported", refreshToken: "refresh", scopes: ["read"]))
        case .oauthM2M: .staticAuth(["client_id": "c", "client_secret": "s"])
        case .googleDWD: .googleDWD(.init(subject: "boss@example.com"))
        case .trustedIDP: .trustedIDP(.init(dbUser: "reader"))
        case .noAuth: nil
        default: .staticAuth(["api_key": "k"])
        }
    }
}

extension AccountLookup {
    init(_ account: ConnectedAccount) { self.init(id: "\(account.id)") }
}
