import Synchronization

/// Stubs by their text, so that a call does not read all of them anew, and whether there are any at all.
final class StubCache: Sendable {
    private let read = Mutex<[String: (Stub, JSONValue)]>([:])
    /// Nil when it is not known.
    private let emptiness = Mutex<Bool?>(nil)

    /// Whether the last call that looked found none, and nothing was changed since.
    var isKnownToBeEmpty: Bool { emptiness.withLock { $0 == true } }

    /// Looked up once, until the stubs change.
    func isEmpty(in session: Store.Session) throws -> Bool {
        if let known = emptiness.withLock({ $0 }) { return known }
        let isEmpty = try StubTable.count(in: session) == 0
        emptiness.withLock { $0 = isEmpty }
        return isEmpty
    }

    /// To be called at the end of every transaction that changes stubs, inside it: until it is over nobody else looks,
    /// and afterwards everybody looks anew, whether it succeeded or not.
    func changed() { emptiness.withLock { $0 = nil } }

    func stub(_ text: String) throws -> (Stub, JSONValue) {
        if let stub = read.withLock({ $0[text] }) { return stub }
        let stub = try YAMLFile(name: "stub.json", bytes: Array(text.utf8)).read(Stub.withDefinition)
        read.withLock { stubs in
            if stubs.count > 2 * Stubs.limit { stubs.removeAll() }
            stubs[text] = stub
        }
        return stub
    }
}

extension Stub {
    /// A stub together with the text it came from.
    static func withDefinition(_ yaml: YAMLValue) -> (Stub, JSONValue)? {
        guard let stub = Stub(yaml), let definition = yaml.json() else { return nil }
        return (stub, definition)
    }

    /// The stubs of a document `{stubs: […]}`, or of a list.
    package static func parse(_ bytes: [UInt8], fileName: String) throws -> [(Stub, JSONValue)] {
        try YAMLFile(name: fileName, bytes: bytes).read { yaml in
            enum Key: String, YAMLKeys { case stubs }
            if yaml.isList { return yaml.list(withDefinition) }
            return yaml.mapping(of: Key.self)?.required(.stubs)?.list(withDefinition)
        }
    }
}
