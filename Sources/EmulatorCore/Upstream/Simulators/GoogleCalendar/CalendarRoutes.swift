/// Everything that is played of Google Calendar.
enum CalendarRoutes {
    typealias Route = (method: String, path: String, handler: SimulatorRoutes.Handler)

    static let all = SimulatorRoutes(list + calendars + sharing + instances + events + rest)

    private static let root = "/calendar/v3"
    private static let calendar = "\(root)/calendars/{calendarId}"
    private static let event = "\(calendar)/events/{eventId}"

    private static let list: [Route] = [
        ("GET", "\(root)/users/me/calendarList", CalendarListEntries.list),
        ("POST", "\(root)/users/me/calendarList", CalendarListEntries.insert),
        ("GET", "\(root)/users/me/calendarList/{calendarId}", CalendarListEntries.get),
        ("PUT", "\(root)/users/me/calendarList/{calendarId}", CalendarListEntries.update),
        ("PATCH", "\(root)/users/me/calendarList/{calendarId}", CalendarListEntries.patch),
        ("DELETE", "\(root)/users/me/calendarList/{calendarId}", CalendarListEntries.delete),
    ]

    private static let calendars: [Route] = [
        ("POST", "\(root)/calendars", CalendarResources.insert),
        ("GET", calendar, CalendarResources.get),
        ("PUT", calendar, CalendarResources.update),
        ("PATCH", calendar, CalendarResources.patch),
        ("DELETE", calendar, CalendarResources.delete),
        ("POST", "\(calendar)/clear", CalendarResources.clear),
        ("POST", "\(calendar)/transferOwnership", CalendarResources.transferOwnership),
    ]

    private static let sharing: [Route] = [
        ("GET", "\(calendar)/acl", CalendarAccessRules.list),
        ("POST", "\(calendar)/acl", CalendarAccessRules.insert),
        ("GET", "\(calendar)/acl/{ruleId}", CalendarAccessRules.get),
        ("PUT", "\(calendar)/acl/{ruleId}", CalendarAccessRules.update),
        ("PATCH", "\(calendar)/acl/{ruleId}", CalendarAccessRules.update),
        ("DELETE", "\(calendar)/acl/{ruleId}", CalendarAccessRules.delete),
    ]

    private static let instances: [Route] = [
        ("GET", "\(event)/instances", CalendarEventLists.instances)
    ]

    private static let events: [Route] = [
        ("GET", "\(calendar)/events", CalendarEventLists.list),
        ("POST", "\(calendar)/events", CalendarEvents.insert),
        ("POST", "\(calendar)/events/quickAdd", CalendarEvents.quickAdd),
        ("POST", "\(calendar)/events/import", CalendarEvents.importEvent),
        ("GET", event, CalendarEvents.get),
        ("PUT", event, CalendarEvents.update),
        ("PATCH", event, CalendarEvents.patch),
        ("DELETE", event, CalendarEvents.delete),
        ("POST", "\(event)/move", CalendarEvents.move),
    ]

    private static let rest: [Route] = [
        ("POST", "\(root)/freeBusy", CalendarFreeBusy.query),
        ("GET", "\(root)/colors", CalendarColors.get),
        ("GET", "\(root)/users/me/settings", CalendarSettings.list),
        ("GET", "\(root)/users/me/settings/{setting}", CalendarSettings.get),
    ]
}
