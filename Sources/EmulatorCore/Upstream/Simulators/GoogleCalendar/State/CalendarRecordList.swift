/// A list of records as Google gives it: in pages, the last of which has a token for later changes.
struct CalendarRecordList {
    let call: SimulatorCall
    let kind: String
    let records: CalendarRecords
    var showsDeleted: Bool

    init(_ call: SimulatorCall, kind: String, records: CalendarRecords) {
        self.call = call
        self.kind = kind
        self.records = records
        showsDeleted = call.flag("showDeleted")
    }

    /// - Parameter json: how an item is shown; nil for one that is not to be listed.
    func response(_ json: (CalendarRecord) throws -> JSONValue?) throws -> UpstreamResponse {
        let since = try request("syncToken").map { try CalendarSyncToken($0, now: call.account.now) }
        let after = try request("pageToken").map { try CalendarPageToken($0) }
        let revision = try after?.revision ?? call.account.revision()
        let limit = try call.pageSize()
        var items: [JSONValue] = []
        var next: String?
        var last: (place: Int, id: String) = (-1, "")
        // Marks of what was deleted stay in place, so the place of an item never changes.
        for (place, record) in try records.all().enumerated() where Int64(place) > after?.key ?? -1 {
            guard since.map({ record.revision > $0.revision }) ?? (showsDeleted || !record.isDeleted),
                let item = try json(record)
            else { continue }
            if items.count == limit {
                next = CalendarPageToken(key: Int64(last.place), id: last.id, revision: revision).text
                break
            }
            items.append(item)
            last = (place, record.id)
        }
        let sync = CalendarSyncToken(revision: revision, issued: call.account.now).text
        return .json(
            .present([
                "kind": .string(kind), "etag": .string(CalendarTokens.etag([kind, "\(revision)"])),
                "nextPageToken": next.map(JSONValue.string), "nextSyncToken": next == nil ? .string(sync) : nil,
                "items": .array(items),
            ]))
    }

    private func request(_ name: String) -> String? {
        call.request.query(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
