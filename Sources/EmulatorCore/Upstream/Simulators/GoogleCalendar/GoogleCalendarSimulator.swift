import Foundation

/// Google Calendar API v3: calendars, events that repeat, and who is free when. Each account has calendars of its own;
/// nothing that one account writes is seen by another.
///
/// What the API has and `CalendarRoutes` does not list, such as push channels, is answered with nil.
struct GoogleCalendarSimulator: Simulator {
    let providerKey = "GOOGLECALENDAR"
    let dataName = "googlecalendar"

    func furnish(_ room: SimulatorRoom, with data: JSONValue) throws {
        try CalendarFurnishing(account: CalendarAccount(room: room)).furnish(with: data)
    }

    /// Refusals come before any change, and what one of them left behind is undone.
    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse? {
        do {
            return try room.atomically { try CalendarRoutes.all.answer(Self.rooted(request), in: room) }
        } catch let error as CalendarError {
            return error.response
        }
    }

    /// A base URL may end in `/calendar/v3` or not.
    private static func rooted(_ request: UpstreamRequest) -> UpstreamRequest {
        guard request.baseURL.hasSuffix("/calendar/v3") else { return request }
        var rooted = request
        rooted.path = "/calendar/v3" + request.path
        return rooted
    }
}
