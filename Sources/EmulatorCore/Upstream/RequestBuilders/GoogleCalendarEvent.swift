import Crypto
import Foundation

/// What Google Calendar wants of an event besides plain members.
struct GoogleCalendarEvent {
    static let parameters: Set = [
        "start_datetime", "end_datetime", "event_duration_hour", "event_duration_minutes", "timezone",
        "create_meeting_room", "send_updates",
    ]

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    /// Tools can leave the time zone out; the calendar, which is not known here, then has to fill it in.
    func complete(_ request: inout UpstreamRequest) {
        request.composite = .calendarEvent
        request.set(params["start_datetime"]?.string.map(moment), at: "start")
        request.set(end.map(moment), at: "end")
        if params["create_meeting_room"] == true {
            request.query.append(.init("conferenceDataVersion", "1"))
            request.set(conference, at: "conferenceData.createRequest")
        }
        if let notifies = params["send_updates"]?.bool {
            request.query.append(.init("sendUpdates", notifies ? "all" : "none"))
        }
    }

    /// A time of day with its zone, or a whole day.
    private func moment(_ text: String) -> JSONValue {
        guard text.contains("T") || !Self.isDay(text) else { return ["date": .string(text)] }
        var moment: [String: JSONValue] = ["dateTime": .string(text)]
        if let zone = params["timezone"], !zone.isNull { moment["timeZone"] = zone }
        return .object(moment)
    }

    /// The given end, or the start and how long it takes. A start that cannot be read goes to the provider as it is,
    /// whose matter it is to refuse it.
    private var end: String? {
        if let end = params["end_datetime"]?.string { return end }
        let hours = params["event_duration_hour"]?.number
        let minutes = params["event_duration_minutes"]?.number
        guard let start = params["start_datetime"]?.string, hours != nil || minutes != nil else { return nil }
        return Self.adding((hours ?? 0) * 60 + (minutes ?? 0), to: start)
    }

    /// Google asks for an id per conference. The same event asks for the same one, so a repeated call makes no other.
    private var conference: JSONValue {
        let text = ["calendar_id", "event_id", "summary", "start_datetime"].map { params[$0]?.shown ?? "" }
        let digest = SHA256.hash(data: Data(text.joined(separator: "\n").utf8))
        let id = digest.prefix(10).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return ["requestId": .string(id), "conferenceSolutionKey": ["type": "hangoutsMeet"]]
    }

    private static func isDay(_ text: String) -> Bool {
        text.count == 10 && (try? Date.ISO8601FormatStyle().year().month().day().parse(text)) != nil
    }

    /// `2026-09-22T10:00:00+02:00` and a number of minutes; the offset stays.
    private static func adding(_ minutes: Double, to text: String) -> String {
        guard text.count > 10 else { return text }
        let local = text.prefix { $0 != "Z" && $0 != "+" && $0 != "." }.prefix(19)
        guard let start = try? Date("\(local)Z", strategy: .iso8601) else { return text }
        let end = start.addingTimeInterval(minutes * 60).formatted(.iso8601)
        return String(end.dropLast()) + text.dropFirst(local.count)
    }
}
