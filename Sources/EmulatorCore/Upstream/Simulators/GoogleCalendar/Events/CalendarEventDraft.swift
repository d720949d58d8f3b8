/// An event as a request wants it to be, checked: everything that callers can set.
struct CalendarEventDraft {
    var start: CalendarMoment
    var end: CalendarMoment
    var members: [String: JSONValue]

    /// - Parameters:
    ///   - wanted: the whole event; a PATCH is put together with what was there before.
    ///   - fillsZone: whether times that name no zone are the calendar's. Google refuses them, and so does this, but
    ///     tools have a zone that can be left out.
    init(_ wanted: [String: JSONValue], on calendar: CalendarResource, fillsZone: Bool) throws {
        var body = CalendarBody(members: wanted)
        if fillsZone { body.fillZones(calendar.zone) }
        let recurrence = (try body.texts("recurrence") ?? []).filter { !$0.isEmpty }
        let zone = calendar.zone
        guard let startBody = try body.object("start") else { throw CalendarError.required("Missing start time.") }
        guard let endBody = try body.object("end") else { throw CalendarError.required("Missing end time.") }
        start = try CalendarMoment(startBody, "start", standard: zone, needsZone: !recurrence.isEmpty)
        end = try CalendarMoment(endBody, "end", standard: zone, needsZone: !recurrence.isEmpty)
        members = recurrence.isEmpty ? [:] : ["recurrence": .strings(recurrence)]
        try checkTimes(in: zone)
        _ = try RecurrenceSet(recurrence)
        try take(body)
    }

    /// A day on which an event both starts and ends is a whole one.
    private mutating func checkTimes(in zone: CalendarZone) throws {
        guard start.isDay == end.isDay else {
            throw CalendarError.invalid("Start and end times must either both be date or both be dateTime.")
        }
        if case .day(let day) = start, start == end { end = .day(day + 1) }
        guard start.instant(in: zone) <= end.instant(in: zone) else { throw CalendarError.emptyRange }
    }

    private mutating func take(_ body: CalendarBody) throws {
        for name in ["summary", "description", "location"] {
            if let text = try body.text(name), !text.isEmpty { members[name] = .string(text) }
        }
        for name in Self.passed {
            if let object = try body.object(name) { members[name] = .object(object.members) }
        }
        members["status"] = .string(
            try body.text("status", among: ["confirmed", "tentative", "cancelled"]) ?? "confirmed")
        members["eventType"] = .string(try body.text("eventType", among: Self.types) ?? "default")
        members["sequence"] = try body.whole("sequence", in: 0...Int32.max).map(JSONValue.int)
        members["reminders"] = try CalendarReminders.ofEvent(body.object("reminders"))
        if let attendees = try body.objects("attendees"), !attendees.isEmpty {
            members["attendees"] = try CalendarAttendees.checked(attendees)
        }
        if let color = try body.text("colorId"), !color.isEmpty {
            _ = try CalendarColors.background(color, in: CalendarColors.events)
            members["colorId"] = .string(color)
        }
        try takeUnlessStandard(body)
        if let attachments = try body.objects("attachments"), !attachments.isEmpty {
            members["attachments"] = .array(attachments.map { .object($0.members) })
        }
        if let properties = try body.object("extendedProperties") {
            members["extendedProperties"] = try Self.properties(properties)
        }
    }

    /// What Google does not show when it is as usual.
    private mutating func takeUnlessStandard(_ body: CalendarBody) throws {
        let choices = [
            ("transparency", ["opaque", "transparent"]),
            ("visibility", ["default", "public", "private", "confidential"]),
        ]
        for (name, values) in choices {
            if let text = try body.text(name, among: values), text != values[0] { members[name] = .string(text) }
        }
        for (name, standard) in Self.flags {
            if let flag = try body.flag(name), flag != standard { members[name] = .bool(flag) }
        }
    }

    private static func properties(_ body: CalendarBody) throws -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for name in ["private", "shared"] {
            guard let texts = try body.object(name), !texts.members.isEmpty else { continue }
            for key in texts.members.keys { _ = try texts.text(key) }
            properties[name] = .object(texts.members)
        }
        return .object(properties)
    }

    static let types = ["default", "birthday", "focusTime", "fromGmail", "outOfOffice", "workingLocation"]

    static let flags: KeyValuePairs = [
        "guestsCanInviteOthers": true, "guestsCanModify": false, "guestsCanSeeOtherGuests": true,
        "anyoneCanAddSelf": false, "privateCopy": false,
    ]

    /// Objects that are kept as they come.
    private static let passed = [
        "source", "gadget", "workingLocationProperties", "outOfOfficeProperties", "focusTimeProperties",
        "birthdayProperties",
    ]
}

extension CalendarBody {
    /// Times without a zone become the calendar's.
    fileprivate mutating func fillZones(_ zone: CalendarZone) {
        for name in ["start", "end"] where members[name]?["dateTime"]?.string != nil {
            if members[name]?["timeZone"]?.string == nil {
                members[name] = members[name]?.patched(with: ["timeZone": .string(zone.name)])
            }
        }
    }
}
