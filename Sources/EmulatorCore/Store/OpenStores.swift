import Synchronization

/// Bounds how many database files are open at once; the one that was not used for longest is let go.
package final class OpenStores: Sendable {
    private let limit: Int
    private let clock = Atomic<UInt64>(0)
    private let stores = Mutex<[ObjectIdentifier: Store]>([:])

    package init(limit: Int = 64) { self.limit = limit }

    package var count: Int { stores.withLock { $0.count } }

    func tick() -> UInt64 { clock.add(1, ordering: .relaxed).newValue }

    func opened(_ store: Store) {
        let idle = stores.withLock { stores -> [Store] in
            stores[ObjectIdentifier(store)] = store
            guard stores.count > limit else { return [] }
            let oldest = stores.values.filter { $0 !== store }.sorted { $0.lastUsed < $1.lastUsed }
            let idle = Array(oldest.prefix(stores.count - limit))
            for store in idle { stores[ObjectIdentifier(store)] = nil }
            return idle
        }
        for store in idle { store.release() }
    }

    func closed(_ store: Store) {
        stores.withLock { $0[ObjectIdentifier(store)] = nil }
    }
}
