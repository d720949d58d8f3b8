/// One of the settings that are there from the start and are changed as a whole.
struct GmailSettings: Sendable {
    let name: String
    /// What it is before anybody changes it.
    let initial: JSONValue
    /// - Throws: 400 for what cannot be set.
    let check: @Sendable (JSONValue, GmailMailbox) throws -> Void

    @Sendable func get(_ call: SimulatorCall) throws -> UpstreamResponse { .json(try value(in: call.mailbox)) }

    @Sendable func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let value = JSONValue.object(call.members)
        try check(value, call.mailbox)
        try set(value, in: call.mailbox)
        return .json(value)
    }

    func value(in mailbox: GmailMailbox) throws -> JSONValue {
        try mailbox.room.documents("settings").get(name) ?? initial
    }

    func set(_ value: JSONValue, in mailbox: GmailMailbox) throws {
        try mailbox.room.documents("settings").put(name, value)
    }

    static let vacation = GmailSettings(name: "vacation", initial: ["enableAutoReply": false]) { value, _ in
        guard value["enableAutoReply"] == true else { return }
        let texts = ["responseSubject", "responseBodyPlainText", "responseBodyHtml"].compactMap { value[$0]?.string }
        guard texts.contains(where: { !$0.isEmpty }) else {
            throw GmailError.invalid("Either a response subject or a response body must be nonempty")
        }
        let times = try ["startTime", "endTime"].map { name -> Int64? in
            guard let time = value[name] else { return nil }
            guard let number = Int64(time.shown) else {
                throw GmailError.invalid("Invalid value at '\(name)' (TYPE_INT64), \"\(time.shown)\"")
            }
            return number
        }
        if let start = times[0], let end = times[1], start >= end {
            throw GmailError.invalid("Vacation start time must precede its end time")
        }
    }

    static let autoForwarding = GmailSettings(name: "autoForwarding", initial: ["enabled": false]) { value, mailbox in
        guard value["enabled"] == true else { return }
        let address = value["emailAddress"]?.string ?? ""
        guard try GmailAddresses.forwarding.contains(address, in: mailbox) else {
            throw GmailError.precondition("Unrecognized forwarding address")
        }
        let dispositions = ["leaveInInbox", "archive", "trash", "markRead"]
        guard let disposition = value["disposition"]?.string, dispositions.contains(disposition) else {
            throw GmailError.invalid(
                "Invalid forwarding disposition: use one of \(dispositions.joined(separator: ", "))")
        }
    }

    static let imap = GmailSettings(
        name: "imap", initial: ["enabled": true, "autoExpunge": true, "expungeBehavior": "archive"]
    ) { _, _ in }

    static let pop = GmailSettings(
        name: "pop", initial: ["accessWindow": "disabled", "disposition": "leaveInInbox"]
    ) { _, _ in }

    static let language = GmailSettings(name: "language", initial: ["displayLanguage": "en"]) { value, _ in
        guard value["displayLanguage"]?.string?.isEmpty == false else {
            throw GmailError.invalid("Invalid display language")
        }
    }
}
