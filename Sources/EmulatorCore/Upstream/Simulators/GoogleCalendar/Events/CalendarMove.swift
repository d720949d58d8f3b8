/// `events.move`: another calendar becomes the organizer. The first one keeps a mark that the event has gone.
struct CalendarMove {
    let writer: CalendarEventWriter

    func move(_ event: CalendarEvent, to destination: CalendarResource) throws -> CalendarEvent {
        let source = writer.calendar
        guard !event.isCancelled else { throw CalendarError.deleted }
        guard !event.isInstance else {
            throw CalendarError.rule(
                "cannotChangeOrganizerOfInstance", "Cannot change the organizer of an instance.")
        }
        guard event.type == "default" else {
            throw CalendarError.rule("eventTypeRestriction", "Only events of type default can be moved.")
        }
        guard source.isMeant(by: event.organizer) else {
            throw CalendarError.rule("cannotChangeOrganizer", "Cannot change the organizer of the event.", status: 403)
        }
        guard source.id != destination.id else { return event }
        for exception in try source.exceptions(of: event) { _ = try put(exception, into: destination) }
        let moved = try put(event, into: destination)
        try writer.cancel(event)
        return moved
    }

    private func put(_ event: CalendarEvent, into destination: CalendarResource) throws -> CalendarEvent {
        var moved = event
        moved.members["organizer"] = try destination.organizer
        return try destination.save(moved)
    }
}
