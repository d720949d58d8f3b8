/// Who is invited to an event in Microsoft Graph: one list, in which each says how much they are needed.
struct GraphAttendees {
    private static let kinds = ["required", "optional", "resource"]
    static let parameters = Set(kinds.map { "attendees_\($0)" })

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    func complete(_ request: inout UpstreamRequest) {
        let attendees = Self.kinds.flatMap { kind in
            (params["attendees_\(kind)"]?.listed ?? []).map { address -> JSONValue in
                ["type": .string(kind), "emailAddress": ["address": address]]
            }
        }
        if !attendees.isEmpty { request.set(.array(attendees), at: "attendees") }
    }
}
