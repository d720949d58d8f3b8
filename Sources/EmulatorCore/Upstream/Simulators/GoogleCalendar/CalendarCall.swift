/// What requests to Google Calendar have in common.
extension SimulatorCall {
    var account: CalendarAccount { CalendarAccount(room: room) }

    /// The calendar in the path.
    /// - Throws: 404 when there is none that the account knows, 403 when it may do less with it than `role`.
    func calendar(atLeast role: CalendarRole = .freeBusyReader) throws -> CalendarResource {
        try account.calendar(self["calendarId"], atLeast: role)
    }

    /// How many items a page may have.
    func pageSize(standard: Int = 100, most: Int = 250) throws -> Int {
        guard let text = request.query("maxResults"), !text.isEmpty else { return standard }
        guard let number = Int32(text), number > 0 else {
            throw CalendarError.parameter(
                "maxResults", "Invalid value '\(text)'. Values must be within the range: [1, \(most)]")
        }
        return min(Int(number), most)
    }

    /// A moment in the query, in milliseconds since 1970.
    func moment(_ name: String) throws -> Int64? {
        guard let text = request.query(name), !text.isEmpty else { return nil }
        guard let reading = CalendarTimeText.reading(text), let instant = reading.instant else {
            throw CalendarError.badRequest
        }
        return instant * 1_000 + reading.milliseconds
    }

    /// The zone that times are to be shown in.
    func zone(or standard: CalendarZone) throws -> CalendarZone {
        guard let name = request.query("timeZone"), !name.isEmpty else { return standard }
        guard let zone = CalendarZone(name) else {
            throw CalendarError.parameter("timeZone", "Invalid time zone definition: \(name)")
        }
        return zone
    }

    /// A small whole number in the query.
    func number(_ name: String, in range: ClosedRange<Int32>) throws -> Int? {
        guard let text = request.query(name), !text.isEmpty else { return nil }
        guard let number = Int32(text), range.contains(number) else {
            throw CalendarError.parameter(
                name,
                "Invalid value '\(text)'. Values must be within the range: [\(range.lowerBound), \(range.upperBound)]")
        }
        return Int(number)
    }

    // MARK: Conditions

    /// - Throws: 412 when the caller knows another state of it.
    func requireMatch(_ etag: String) throws {
        guard let wanted = request.header("if-match")?.trimmed, wanted != "*" else { return }
        guard Self.etags(wanted).contains(etag) else { throw CalendarError.changedMeanwhile }
    }

    /// An answer that the caller may have already.
    func unlessKnown(_ etag: String, _ body: () throws -> JSONValue) rethrows -> UpstreamResponse {
        if let known = request.header("if-none-match")?.trimmed, known == "*" || Self.etags(known).contains(etag) {
            return UpstreamResponse(status: 304, headers: [.init("etag", etag)])
        }
        return UpstreamResponse(status: 200, headers: [.init("etag", etag)], body: .json(try body()))
    }

    private static func etags(_ header: String) -> [String] {
        header.split(separator: ",").map { String($0.trimmed.trimmingPrefix("W/")) }
    }

    // MARK: The body

    func body() throws -> CalendarBody {
        switch request.body {
        case .json(.object), .form: return CalendarBody(members: request.members)
        case .none: return CalendarBody(members: [:])
        case .bytes(let bytes, _) where bytes.isEmpty: return CalendarBody(members: [:])
        case .json, .bytes: throw CalendarError(status: 400, reason: "parseError", message: "Parse Error")
        }
    }
}

extension JSONValue {
    /// An object without the members that have no value.
    static func present(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.reduce(into: [:]) { result, member in result[member.key] = member.value })
    }

    /// Changed as PATCH means it: objects member by member, lists as a whole, and null takes a member away.
    func patched(with change: JSONValue) -> JSONValue {
        guard case .object(let changes) = change else { return change }
        var members = object ?? [:]
        for (name, value) in changes {
            members[name] = value.isNull ? nil : (members[name] ?? .null).patched(with: value)
        }
        return .object(members)
    }
}
