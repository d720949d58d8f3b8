import EmulatorAPI

/// The contract and the operations of this build, loaded once for all tests.
enum ServedAPI {
    private static let loaded = Result { try API() }

    static var api: API { get throws { try loaded.get() } }

    static var contract: Contract { get throws { try api.contract } }
}
