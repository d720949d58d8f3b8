/// Who is invited to an event, and what they answered.
enum CalendarAttendees {
    static let responses = ["needsAction", "declined", "tentative", "accepted"]

    /// The guests that a request names, each of them once.
    static func checked(_ attendees: [CalendarBody]) throws -> JSONValue {
        var seen: Set<String> = []
        return .array(
            try attendees.compactMap { attendee in
                guard let text = try attendee.text("email"), let email = MIMEAddress(text)?.address, email == text
                else {
                    throw CalendarError.invalid("Invalid attendee email.")
                }
                guard seen.insert(email.lowercased()).inserted else { return nil }
                return try checked(attendee, email)
            })
    }

    private static func checked(_ attendee: CalendarBody, _ email: String) throws -> JSONValue {
        let response = try attendee.text("responseStatus", among: responses) ?? "needsAction"
        let guests = try attendee.whole("additionalGuests", in: 0...10_000) ?? 0
        return .present([
            "email": .string(email), "displayName": try attendee.text("displayName").map(JSONValue.string),
            "optional": try attendee.flag("optional") == true ? true : nil,
            "resource": try attendee.flag("resource") == true ? true : nil, "responseStatus": .string(response),
            "comment": try attendee.text("comment").map(JSONValue.string),
            "additionalGuests": guests > 0 ? .int(guests) : nil,
        ])
    }

    /// Everybody but the calendar's own person, whose answer is their own matter.
    static func others(_ event: CalendarEvent, on calendar: CalendarResource) -> [JSONValue] {
        event.attendees.filter { !calendar.isMeant(by: $0["email"]?.string) }
    }
}
