/// Something that an account keeps, and the change that it saw last. What was deleted stays as a mark of that, for
/// callers that ask what changed.
struct CalendarRecord: Equatable {
    var id: String
    var body: [String: JSONValue]
    var isDeleted = false
    /// Changes are counted by account.
    var revision: Int64 = 0
    /// Milliseconds since 1970; 0 for what was not saved yet.
    var created: Int64 = 0
    var updated: Int64 = 0

    /// Microseconds, of which the last three count changes, so that no two states have the same.
    var version: Int64 { updated * 1_000 + revision % 1_000 }

    var etag: String { "\"\(version)\"" }
}

/// The records of one kind, in the order in which they were made.
struct CalendarRecords {
    let account: CalendarAccount
    let documents: SimulatorDocuments

    func find(_ id: String) throws -> CalendarRecord? {
        try documents.get(id).map { Self.record(id, $0) }
    }

    func all() throws -> [CalendarRecord] { try documents.all().map { Self.record($0.id, $0.body) } }

    /// Writes a change down.
    /// - Parameter time: when it happened, in milliseconds; nil for now.
    @discardableResult
    func save(_ record: CalendarRecord, at time: Int64? = nil) throws -> CalendarRecord {
        var saved = record
        saved.revision = try account.nextRevision()
        saved.updated = time ?? account.now
        if saved.created == 0 { saved.created = saved.updated }
        try documents.put(
            record.id,
            [
                "body": .object(saved.body), "deleted": .bool(saved.isDeleted),
                "revision": .number(Double(saved.revision)), "created": .number(Double(saved.created)),
                "updated": .number(Double(saved.updated)),
            ])
        return saved
    }

    /// Without a trace, for what nobody was told of.
    func forget(_ id: String) throws { try documents.remove(id) }

    private static func record(_ id: String, _ document: JSONValue) -> CalendarRecord {
        CalendarRecord(
            id: id, body: document["body"]?.object ?? [:], isDeleted: document["deleted"] == true,
            revision: Int64(document["revision"]?.number ?? 0), created: Int64(document["created"]?.number ?? 0),
            updated: Int64(document["updated"]?.number ?? 0))
    }
}
