/// A calendar, and what the account may do with it.
struct CalendarResource {
    var record: CalendarRecord
    let role: CalendarRole
    let account: CalendarAccount

    var id: String { record.id }
    var isPrimary: Bool { id == account.identity }
    var summary: String { record.body["summary"]?.string ?? id }
    /// Who owns what is in it.
    var dataOwner: String { record.body["dataOwner"]?.string ?? id }
    var zone: CalendarZone { record.body["timeZone"]?.string.flatMap { CalendarZone($0) } ?? .utc }
    var events: CalendarRecords { account.events(of: id) }

    /// As the organizer or the guest of an event.
    func isMeant(by address: String?) -> Bool { address?.lowercased() == id.lowercased() }

    var json: JSONValue {
        .object(
            shared.merging([
                "kind": "calendar#calendar", "etag": .string(record.etag), "id": .string(id),
                "conferenceProperties": ["allowedConferenceSolutionTypes": ["hangoutsMeet"]],
            ]) { $1 })
    }

    /// What is the same for everybody who sees the calendar.
    var shared: [String: JSONValue] {
        record.body.filter { Self.members.contains($0.key) }.merging(["summary": .string(summary)]) { $1 }
    }

    private static let members: Set = ["summary", "description", "location", "timeZone", "dataOwner"]
}
