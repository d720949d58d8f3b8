import struct Foundation.Date

/// What Google Calendar keeps for one account.
struct CalendarAccount {
    let room: SimulatorRoom

    /// Also the id of the account's primary calendar.
    var identity: String { room.identity }

    /// Milliseconds since 1970.
    var now: Int64 { Int64((room.now.timeIntervalSince1970 * 1_000).rounded(.down)) }

    var calendars: CalendarRecords { records("calendars") }
    /// How calendars stand in the account's list.
    var listEntries: CalendarRecords { records("calendarList") }
    var settings: CalendarRecords { records("settings") }
    /// Who may do what with a calendar.
    func rules(of calendar: String) -> CalendarRecords { records("acl:\(calendar)") }
    func events(of calendar: String) -> CalendarRecords { records("events:\(calendar)") }

    private func records(_ collection: String) -> CalendarRecords {
        CalendarRecords(account: self, documents: room.documents(collection))
    }

    /// The last change of anything.
    func revision() throws -> Int64 { Int64(try room.documents("state").get("revision")?.number ?? 0) }

    func nextRevision() throws -> Int64 {
        let next = try revision() + 1
        try room.documents("state").put("revision", .number(Double(next)))
        return next
    }

    /// The name that the account has at Google; empty when nobody said.
    func displayName() throws -> String { try room.documents("state").get("displayName")?.string ?? "" }

    func setting(_ id: String) throws -> String? { try settings.find(id)?.body["value"]?.string }

    /// An id as Google's are: digits and letters up to v.
    func newEventID() throws -> String {
        let digits = Array("0123456789abcdefghijklmnopqrstuv")
        let bytes = Array(try room.hex(bytes: 26, for: "calendar event").utf8)
        return String(
            stride(from: 0, to: bytes.count, by: 2).map { digits[Int(bytes[$0] &* 7 &+ bytes[$0 + 1]) % digits.count] })
    }

    func newCalendarID() throws -> String {
        "c_\(try room.hex(bytes: 32, for: "calendar"))@group.calendar.google.com"
    }
}

extension CalendarAccount {
    /// - Parameter id: `primary` is the account's own.
    /// - Throws: 404 when there is none that the account may see, 403 when it may do less with it than `role`.
    func calendar(_ id: String, atLeast role: CalendarRole = .freeBusyReader) throws -> CalendarResource {
        guard let calendar = try find(calendar: id), calendar.role > .none else { throw CalendarError.notFound }
        guard calendar.role >= role else {
            throw role == .owner ? CalendarError.forbidden : CalendarError.needs(role)
        }
        return calendar
    }

    /// Whatever the account may do with it.
    func find(calendar id: String) throws -> CalendarResource? {
        let isOwn = id == "primary" || id.lowercased() == identity.lowercased()
        guard let record = try calendars.find(isOwn ? identity : id), !record.isDeleted else { return nil }
        return CalendarResource(record: record, role: try role(on: record.id), account: self)
    }

    /// The most that any rule allows.
    private func role(on calendar: String) throws -> CalendarRole {
        try rules(of: calendar).all().filter { !$0.isDeleted }.map { CalendarAccessRule($0) }
            .filter { $0.scope.includes(identity) }.map(\.role).max() ?? .none
    }
}
