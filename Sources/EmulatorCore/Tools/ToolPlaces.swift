import Synchronization

/// What an environment lays over the catalogue's tools, remembered between calls: most lay nothing.
final class ToolPlaces: Sendable {
    private let known = Mutex<[String: [ToolTable.Place]]?>(nil)
    private let changes = Atomic<Int>(0)

    /// By name. Looked up once, until a tool changes.
    func all(in session: Store.Session) throws -> [String: [ToolTable.Place]] {
        if let known = known.withLock({ $0 }) { return known }
        let places = Dictionary(grouping: try ToolTable.places(in: session), by: \.name)
        known.withLock { $0 = places }
        return places
    }

    /// Whether the last call that looked found nothing about a tool, and no tool was changed since.
    func isKnownToLack(_ name: String) -> Bool { known.withLock { $0.map { $0[name] == nil } ?? false } }

    /// To be called at the end of every transaction that changes tools, inside it: until it is over nobody else looks,
    /// and afterwards everybody looks anew, whether it succeeded or not.
    func changed() {
        known.withLock { $0 = nil }
        changes.add(1, ordering: .relaxed)
    }

    /// Another number after every change since the start.
    var revision: Int { changes.load(ordering: .relaxed) }
}
