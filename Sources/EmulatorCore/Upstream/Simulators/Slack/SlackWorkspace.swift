/// One account's workspace: what is in it, and who the account is there.
struct SlackWorkspace {
    let room: SimulatorRoom

    var users: SlackCollection<SlackUser> { collection("users") }
    var channels: SlackCollection<SlackChannel> { collection("channels") }
    var files: SlackCollection<SlackFile> { collection("files") }
    var usergroups: SlackCollection<SlackUsergroup> { collection("usergroups") }
    var reminders: SlackCollection<SlackReminder> { collection("reminders") }
    var scheduled: SlackCollection<SlackScheduledMessage> { collection("scheduled") }
    var views: SlackCollection<SlackView> { collection("views") }

    func messages(in channel: String) -> SlackCollection<SlackMessage> { collection("messages:\(channel)") }

    func bookmarks(in channel: String) -> SlackCollection<SlackBookmark> { collection("bookmarks:\(channel)") }

    private func collection<Value>(_ name: String) -> SlackCollection<Value> {
        SlackCollection(documents: room.documents(name))
    }

    /// Facts about the workspace itself: `team`, `emoji` and the last `ts`.
    var facts: SimulatorDocuments { room.documents("workspace") }

    func team() throws -> SlackTeam { SlackTeam(SlackMembers(try facts.get("team") ?? [:])) }

    /// The id of the account's own user.
    func me() throws -> String { try team().me }

    func myself() throws -> SlackUser { try users.find(try me(), else: "user_not_found") }

    /// Seconds since 1970.
    var now: Int { Int(room.now.microseconds / 1_000_000) }

    /// A time that nothing here has yet, later than every one before.
    func stamp() throws -> SlackTimestamp {
        let last = try facts.get("last_ts")?.number.map { Int64($0) } ?? 0
        let stamp = SlackTimestamp(microseconds: max(Int64(now) * 1_000_000 + 100, last + 100))
        try noteStamp(stamp)
        return stamp
    }

    func noteStamp(_ stamp: SlackTimestamp) throws { try facts.put("last_ts", .number(Double(stamp.microseconds))) }

    /// An id as Slack's look: a letter or two and upper-case letters and digits.
    func newID(_ prefix: String) throws -> String {
        prefix + "0" + (try room.alphanumerics(9, for: "slack \(prefix)").uppercased())
    }

    func user(_ id: String?, else code: String = "user_not_found") throws -> SlackUser {
        try users.find(id, else: code)
    }
}
