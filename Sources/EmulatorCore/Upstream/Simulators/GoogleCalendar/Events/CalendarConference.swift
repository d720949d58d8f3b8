/// Meet links. Who asks for one says so with `createRequest`, and gets it at once.
enum CalendarConference {
    /// - Parameters:
    ///   - wanted: what a request says; nil for nothing.
    ///   - old: what the event had.
    /// - Returns: `conferenceData` and `hangoutLink`.
    static func members(_ wanted: CalendarBody?, old: JSONValue?, in account: CalendarAccount) throws
        -> [String: JSONValue]
    {
        guard let wanted else { return [:] }
        guard let request = try wanted.object("createRequest") else { return shown(.object(wanted.members)) }
        guard let id = try request.text("requestId"), !id.isEmpty else {
            throw CalendarError.required("Missing conference create request id.")
        }
        // The same request makes no second conference.
        if let old, old["createRequest"]?["requestId"]?.string == id { return shown(old) }
        let type = try request.object("conferenceSolutionKey")?.text("type") ?? "hangoutsMeet"
        guard type == "hangoutsMeet" else { throw CalendarError.invalid("Invalid conference type value.") }
        return shown(try new(requestID: id, in: account))
    }

    private static func new(requestID: String, in account: CalendarAccount) throws -> JSONValue {
        let letters = try account.room.hex(bytes: 10, for: "calendar conference").utf8.map { $0 % 26 }
        let code = stride(from: 0, to: 20, by: 2).map { place in
            String(UnicodeScalar(97 + (letters[place] * 5 + letters[place + 1]) % 26))
        }
        let meet = [code[0..<3], code[3..<7], code[7..<10]].map { $0.joined() }.joined(separator: "-")
        return [
            "createRequest": [
                "requestId": .string(requestID), "conferenceSolutionKey": ["type": "hangoutsMeet"],
                "status": ["statusCode": "success"],
            ],
            "entryPoints": [
                [
                    "entryPointType": "video", "uri": .string("https://meet.google.com/\(meet)"),
                    "label": .string("meet.google.com/\(meet)"),
                ]
            ],
            "conferenceSolution": [
                "key": ["type": "hangoutsMeet"], "name": "Google Meet",
                "iconUri":
                    "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png",
            ],
            "conferenceId": .string(meet),
        ]
    }

    private static func shown(_ data: JSONValue) -> [String: JSONValue] {
        var members = ["conferenceData": data]
        let video = (data["entryPoints"]?.array ?? []).first { $0["entryPointType"] == "video" }?["uri"]
        if data["conferenceSolution"]?["key"]?["type"] == "hangoutsMeet" { members["hangoutLink"] = video }
        return members
    }
}
