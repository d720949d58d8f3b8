import Synchronization

/// The providers of one environment, remembered between calls: every call asks, and they change rarely.
final class KnownProviders: Sendable {
    private let known = Mutex<ProviderDirectory?>(nil)

    /// Nil when somebody has to look.
    var directory: ProviderDirectory? { known.withLock { $0 } }

    /// Looked up once, until a provider changes.
    func directory(_ catalogue: Catalogue, in session: Store.Session) throws -> ProviderDirectory {
        if let directory { return directory }
        let directory = ProviderDirectory(catalogue: catalogue, rows: try ProviderTable.all(in: session))
        known.withLock { $0 = directory }
        return directory
    }

    /// To be called at the end of every transaction that changes providers, inside it: until it is over nobody else
    /// looks, and afterwards everybody looks anew, whether it succeeded or not.
    func changed() { known.withLock { $0 = nil } }
}
