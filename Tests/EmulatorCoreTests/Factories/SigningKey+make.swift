@testable import EmulatorCore

extension SigningKey {
    /// Made once for all tests, because making one takes its time.
    static let testing = Result {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) { try SigningKey(state: StateFolder(path: folder.path)) }
    }
}
