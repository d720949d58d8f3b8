/// A refusal in the form that Calendar API v3 gives it.
struct CalendarError: Error, Equatable {
    var status: Int
    var reason: String
    var message: String
    /// `calendar` for rules that only calendars have.
    var domain = "global"
    /// Which part of the request is meant: `parameter` or `header`, and its name.
    var location: (type: String, name: String)?

    static func == (left: CalendarError, right: CalendarError) -> Bool { left.response == right.response }

    var response: UpstreamResponse {
        var item: [String: JSONValue] = [
            "domain": .string(domain), "reason": .string(reason), "message": .string(message),
        ]
        if let location {
            item["locationType"] = .string(location.type)
            item["location"] = .string(location.name)
        }
        return .json(
            ["error": ["errors": [.object(item)], "code": .int(status), "message": .string(message)]], status: status)
    }
}

extension CalendarError {
    static let notFound = CalendarError(status: 404, reason: "notFound", message: "Not Found")
    static let badRequest = CalendarError(status: 400, reason: "badRequest", message: "Bad Request")
    static let forbidden = CalendarError(status: 403, reason: "forbidden", message: "Forbidden")
    static let deleted = CalendarError(status: 410, reason: "deleted", message: "Resource has been deleted")
    static let duplicate = CalendarError(
        status: 409, reason: "duplicate", message: "The requested identifier already exists.")
    static let changedMeanwhile = CalendarError(
        status: 412, reason: "conditionNotMet", message: "Precondition Failed", location: ("header", "If-Match"))
    static let emptyRange = CalendarError(
        status: 400, reason: "timeRangeEmpty", message: "The specified time range is empty.", domain: "calendar",
        location: ("parameter", "timeMax"))
    static let syncTokenExpired = CalendarError(
        status: 410, reason: "fullSyncRequired", message: "Sync token is no longer valid, a full sync is required.",
        domain: "calendar", location: ("parameter", "syncToken"))
    static let updatedMinTooLongAgo = CalendarError(
        status: 410, reason: "updatedMinTooLongAgo",
        message: "The requested minimum modification time lies too far in the past.", domain: "calendar",
        location: ("parameter", "updatedMin"))
    static let notOrganizer = CalendarError(
        status: 403, reason: "forbiddenForNonOrganizer",
        message: "Shared properties can only be changed by the organizer of the event.", domain: "calendar")

    static func invalid(_ message: String) -> CalendarError {
        CalendarError(status: 400, reason: "invalid", message: message)
    }

    static func required(_ message: String) -> CalendarError {
        CalendarError(status: 400, reason: "required", message: message)
    }

    static func parameter(_ name: String, _ message: String) -> CalendarError {
        CalendarError(status: 400, reason: "invalidParameter", message: message, location: ("parameter", name))
    }

    /// A rule with a name of its own.
    static func rule(_ reason: String, _ message: String, status: Int = 400) -> CalendarError {
        CalendarError(status: status, reason: reason, message: message, domain: "calendar")
    }

    static func needs(_ role: CalendarRole) -> CalendarError {
        .rule("requiredAccessLevel", "You need to have \(role.rawValue) access to this calendar.", status: 403)
    }
}
