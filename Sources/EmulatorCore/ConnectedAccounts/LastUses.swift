import Synchronization

import struct Foundation.Date

/// When accounts were last used. Noting that must not cost a write to the store for every read, so it is kept here
/// and written along with the next write that happens anyway. A killed process loses the newest of it.
final class LastUses: Sendable {
    private let pending = Mutex<[Int64: Date]>([:])
    private static let limit = 10_000

    /// - Returns: whether so many are waiting that they should be written now.
    func note(_ id: ConnectedAccountID, at date: Date) -> Bool {
        pending.withLock { pending in
            pending[id.number] = date
            return pending.count >= Self.limit
        }
    }

    /// What is known here and not yet in the store.
    func overlay(_ id: ConnectedAccountID, _ stored: Date?) -> Date? {
        pending.withLock { $0[id.number] } ?? stored
    }

    func overlay(_ accounts: [ConnectedAccountSummary]) -> [ConnectedAccountSummary] {
        let pending = pending.withLock { $0 }
        guard !pending.isEmpty else { return accounts }
        return accounts.map { account in
            var account = account
            account.lastUsedAt = pending[account.id.number] ?? account.lastUsedAt
            return account
        }
    }

    /// Writes what is waiting, inside a transaction.
    func flush(in session: Store.Session) throws {
        let waiting = pending.withLock { pending in
            defer { pending.removeAll(keepingCapacity: true) }
            return pending
        }
        for (number, date) in waiting {
            try ConnectedAccountTable.setLastUsed(date, ConnectedAccountID(number: number), in: session)
        }
    }
}
