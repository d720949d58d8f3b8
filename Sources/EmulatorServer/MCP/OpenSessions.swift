import EmulatorCore
import Foundation
import Synchronization

/// A client's session in one of the revisions that have them.
struct OpenSession: Sendable {
    let id: String
    let revision: MCPRevision
}

/// The open sessions. One belongs to a server and to the user who opened it; to anybody else it does not exist.
final class OpenSessions: Sendable {
    struct Owner: Sendable, Hashable {
        var server: MCPServerID
        var identifier: String
    }

    private struct Entry {
        var revision: MCPRevision
        var owner: Owner
        var lastUse: ContinuousClock.Instant
        var calls: [RPCID: @Sendable () -> Void] = [:]
        var hasStream = false

        var isBusy: Bool { hasStream || !calls.isEmpty }
    }

    private let limits: MCPLimits
    private let entries = Mutex<[String: Entry]>([:])

    init(limits: MCPLimits) { self.limits = limits }

    var count: Int { entries.withLock(\.count) }

    /// - Returns: nil when there are too many.
    func open(_ revision: MCPRevision, for owner: Owner) -> OpenSession? {
        // Whoever knows the id needs the token as well; it is random all the same, and not from a world's seed.
        let id = UUID().uuidString.lowercased()
        let entry = Entry(revision: revision, owner: owner, lastUse: .now)
        let isOpen = entries.withLock { entries in
            guard entries.count < limits.sessions else { return false }
            entries[id] = entry
            return true
        }
        return isOpen ? OpenSession(id: id, revision: revision) : nil
    }

    func find(_ id: String, of owner: Owner) -> OpenSession? {
        entries.withLock { entries in
            guard let entry = entries[id], entry.owner == owner else { return nil }
            entries[id]?.lastUse = .now
            return OpenSession(id: id, revision: entry.revision)
        }
    }

    func isOpen(_ session: OpenSession) -> Bool { entries.withLock { $0[session.id] != nil } }

    /// Its calls are cancelled; its stream ends by itself.
    func close(_ session: OpenSession) {
        let entry = entries.withLock { $0.removeValue(forKey: session.id) }
        for cancel in (entry?.calls ?? [:]).values { cancel() }
    }

    /// Ends what nobody has used for too long.
    func reap() {
        let oldest = ContinuousClock.now - limits.sessionIdle
        entries.withLock { entries in
            guard entries.contains(where: { !$0.value.isBusy && $0.value.lastUse <= oldest }) else { return }
            entries = entries.filter { $0.value.isBusy || $0.value.lastUse > oldest }
        }
    }
}

// MARK: What happens in a session

extension OpenSessions {
    func begin(_ call: RPCID, in session: OpenSession, cancel: @escaping @Sendable () -> Void) {
        entries.withLock { $0[session.id]?.calls[call] = cancel }
    }

    func end(_ call: RPCID, in session: OpenSession) {
        entries.withLock { entries in
            entries[session.id]?.calls[call] = nil
            entries[session.id]?.lastUse = .now
        }
    }

    func cancel(_ call: RPCID, in session: OpenSession) {
        entries.withLock { $0[session.id]?.calls.removeValue(forKey: call) }?()
    }

    /// The session's one stream of notices, given back when nobody has it any more.
    final class Stream: Sendable {
        private let sessions: OpenSessions
        private let id: String

        fileprivate init(_ sessions: OpenSessions, _ id: String) {
            self.sessions = sessions
            self.id = id
        }

        deinit {
            let id = id
            sessions.entries.withLock { entries in
                entries[id]?.hasStream = false
                entries[id]?.lastUse = .now
            }
        }
    }

    /// - Returns: nil when it is open already.
    func openStream(in session: OpenSession) -> Stream? {
        let isNew = entries.withLock { entries in
            guard let entry = entries[session.id], !entry.hasStream else { return false }
            entries[session.id]?.hasStream = true
            return true
        }
        return isNew ? Stream(self, session.id) : nil
    }
}
