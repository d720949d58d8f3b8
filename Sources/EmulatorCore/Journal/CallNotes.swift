import Synchronization

/// What the rules find out about a call while they serve it, and its request does not say.
package final class CallNotes: Sendable {
    struct Findings: Sendable {
        var account: AccountIdentity?
        /// How many accounts an identifier without a connection could have meant.
        var candidates = 0
        /// The connections of these.
        var connections: [String] = []
    }

    private let state = Mutex(Findings())
    /// How users were verified when the call came in.
    let verify: VerifyMode?

    package init(verify: VerifyMode? = nil) { self.verify = verify }

    var findings: Findings { state.withLock { $0 } }

    func note(_ account: ConnectedAccount) {
        let identity = AccountIdentity(account)
        state.withLock { $0.account = identity }
    }

    func note(candidates: [ConnectedAccount]) {
        let connections = Set(candidates.map(\.connector)).sorted()
        state.withLock {
            $0.candidates = candidates.count
            $0.connections = connections
        }
    }
}

/// What tells a connected account from others, and stays when it is gone.
package struct AccountIdentity: Sendable, Equatable {
    package var id: ConnectedAccountID
    package var identifier: String
    package var connection: String

    init(_ account: ConnectedAccount) {
        id = account.id
        identifier = account.identifier
        connection = account.connector
    }
}

extension World {
    /// Nil for an account that is not here, and for a text that is no id.
    package func identity(ofAccount id: String) -> AccountIdentity? {
        guard let id = ConnectedAccountID(id) else { return nil }
        return (try? store.read { try ConnectedAccountTable.find(id, in: $0) }).flatMap { $0 }.map(AccountIdentity.init)
    }
}
