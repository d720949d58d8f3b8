/// Something that is kept in a room: it maps to a document and back.
protocol SlackDocument {
    var id: String { get }
    init(_ members: SlackMembers)
    var json: JSONValue { get }
}

/// The kept things of one kind.
struct SlackCollection<Value: SlackDocument> {
    let documents: SimulatorDocuments

    func find(_ id: String) throws -> Value? { try documents.get(id).map { Value(SlackMembers($0)) } }

    func find(_ id: String?, else code: String) throws -> Value {
        guard let id, let value = try find(id) else { throw SlackRefusal(code) }
        return value
    }

    /// The oldest first.
    func all() throws -> [Value] { try documents.all().map { Value(SlackMembers($0.body)) } }

    func save(_ value: Value, rank: Int64? = nil) throws { try documents.put(value.id, value.json, rank: rank) }

    func remove(_ id: String) throws { try documents.remove(id) }
}
