/// Something that a simulator keeps as a document.
protocol SimulatorValue: Codable {
    var documentID: String { get }
}

/// The documents of one kind, as values.
struct SimulatorCollection<Value: SimulatorValue> {
    let documents: SimulatorDocuments

    func find(_ id: String) throws -> Value? {
        try documents.text(id).map { try JSONColumn.value(Value.self, from: $0) }
    }

    /// From the lowest rank to the highest.
    func all() throws -> [Value] {
        try documents.texts().map { try JSONColumn.value(Value.self, from: $0) }
    }

    /// - Parameter rank: its place among the others; nil leaves it where it is, or puts a new one last.
    func save(_ value: Value, rank: Int64? = nil) throws {
        try documents.put(value.documentID, text: try JSONColumn.text(value), rank: rank)
    }

    /// Whether it was there.
    @discardableResult
    func remove(_ id: String) throws -> Bool { try documents.remove(id) }

    func removeAll() throws { try documents.removeAll() }

    func count() throws -> Int { try documents.count() }
}
