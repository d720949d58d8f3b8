/// `settings`: what the person chose in Google Calendar. The API only reads them.
enum CalendarSettings {
    /// What an account has that never chose anything. The time zone is the account's own.
    static let standard: [String: String] = [
        "autoAddHangouts": "true", "dateFieldOrder": "MDY", "defaultEventLength": "60", "format24HourTime": "false",
        "hideInvitations": "false", "hideInvitationsSetting": "false", "hideWeekends": "false", "locale": "en",
        "remindOnRespondedEventsOnly": "false", "showDeclinedEvents": "true", "useKeyboardShortcuts": "true",
        "weekStart": "0",
    ]

    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        try CalendarRecordList(call, kind: "calendar#settings", records: call.account.settings).response(json)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let record = try call.account.settings.find(call["setting"]) else { throw CalendarError.notFound }
        return call.unlessKnown(record.etag) { json(record) }
    }

    private static func json(_ record: CalendarRecord) -> JSONValue {
        [
            "kind": "calendar#setting", "etag": .string(record.etag), "id": .string(record.id),
            "value": record.body["value"] ?? "",
        ]
    }
}
