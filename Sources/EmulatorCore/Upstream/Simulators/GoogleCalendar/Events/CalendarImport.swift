/// `events.import`: a private copy of an event that lives elsewhere. What comes again with the same UID takes the place
/// of what came before.
struct CalendarImport {
    let writer: CalendarEventWriter

    func save(_ body: CalendarBody) throws -> CalendarEvent {
        guard let uid = try body.text("iCalUID"), !uid.isEmpty else {
            throw CalendarError.required("Missing iCal UID.")
        }
        let calendar = writer.calendar
        let old = try calendar.allEvents().first { $0.iCalUID == uid && !$0.isInstance }
        let id = old?.id ?? Self.id(of: uid)
        guard try old != nil || calendar.events.find(id) == nil else { throw CalendarError.duplicate }
        // What it was before says nothing of what may be in it now.
        if old != nil {
            for exception in try calendar.allEvents() where exception.origin?.eventID == id {
                try calendar.events.forget(exception.id)
            }
        }
        var event = try writer.insert(body, id: id)
        event.record.created = old?.record.created ?? event.record.created
        event.members["organizer"] = try organizer(body) ?? event.members["organizer"]
        return try calendar.save(event)
    }

    /// Whoever organizes it, guests included.
    private func organizer(_ body: CalendarBody) throws -> JSONValue? {
        guard let organizer = try body.object("organizer"), let email = try organizer.text("email") else { return nil }
        guard MIMEAddress(email)?.address == email else { throw CalendarError.invalid("Invalid organizer email.") }
        return .present([
            "email": .string(email), "displayName": try organizer.text("displayName").map(JSONValue.string),
        ])
    }

    /// Google's own UIDs begin with the id; of others it is the UID in base 32 after an underscore.
    private static func id(of uid: String) -> String {
        if let match = uid.wholeMatch(of: /([a-v0-9]{5,1024})@google\.com/) { return String(match.1) }
        let digits = Array("0123456789abcdefghijklmnopqrstuv")
        var (bits, count, id) = (0, 0, "_")
        for byte in uid.utf8.prefix(600) {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                id.append(digits[bits >> count & 31])
            }
            bits &= 31
        }
        if count > 0 { id.append(digits[bits << (5 - count) & 31]) }
        return id
    }
}
