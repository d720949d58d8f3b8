extension SlackFurnishing {
    /// Makes the channels, still empty, so that messages can mention all of them.
    mutating func furnishChannels(_ data: SimulatorData) throws -> [(SlackChannel, SimulatorData)] {
        try data.list("channels").map { item in
            let channel = try makeChannel(item)
            guard channels[channel.name] == nil else {
                throw item.refusal("the channel \(channel.name) is there twice")
            }
            channels[channel.name] = channel.id
            return (channel, item)
        }
    }

    private func makeChannel(_ data: SimulatorData) throws -> SlackChannel {
        try data.requireMembers([
            "id", "name", "topic", "purpose", "private", "archived", "members", "creator", "age", "bookmarks",
            "messages",
        ])
        let name = try data.required("name").text()
        guard (try? SlackChannelName.checked(name)) == name else {
            throw SimulatorData(.null, at: "\(data.path).name").refusal(
                "value must have 1 to 80 lower-case letters, digits, - and _")
        }
        let created = now - (try data.member("age")?.duration() ?? 365 * 86_400)
        let creator = try data.member("creator").map(user) ?? users["me"] ?? ""
        func note(_ member: String) throws -> SlackChannel.Note {
            try data.text(member).map { .init(value: $0, creator: creator, lastSet: created) } ?? .init()
        }
        return SlackChannel(
            id: try data.text("id") ?? workspace.newID("C"),
            kind: try data.isSet("private") ? .privateChannel : .publicChannel, name: name, creator: creator,
            created: created, updated: created, members: try members(data), isGeneral: name == "general",
            isArchived: try data.isSet("archived"), topic: try note("topic"), purpose: try note("purpose"))
    }

    /// Everybody, when nobody is named.
    private func members(_ data: SimulatorData) throws -> [String] {
        if let named = try data.member("members")?.items() { return try named.map(user) }
        return try workspace.users.all().filter { !$0.isDeleted }.map(\.id)
    }

    mutating func furnishContent(of channel: SlackChannel, _ data: SimulatorData) throws {
        for item in try data.list("bookmarks") {
            try item.requireMembers(["id", "title", "link", "emoji"])
            let bookmark = SlackBookmark(
                id: try item.text("id") ?? workspace.newID("Bk"), channel: channel.id,
                title: try item.required("title").text(), link: try item.required("link").text(),
                emoji: try item.text("emoji"), author: channel.creator, created: channel.created)
            try workspace.bookmarks(in: channel.id).save(bookmark)
        }
        try furnishMessages(in: channel, data)
    }

    mutating func furnishDirectMessage(_ data: SimulatorData) throws {
        try data.requireMembers(["id", "with", "messages"])
        let with = try data.required("with")
        let others = try with.value.array == nil ? [user(with)] : with.items().map(user)
        var channel = try workspace.directMessage(with: others).channel
        if let id = try data.text("id") {
            try workspace.channels.remove(channel.id)
            channel.id = id
        }
        try furnishMessages(in: channel, data)
    }

    /// Everything that there is has been read, so that what comes later is what is new.
    private mutating func furnishMessages(in channel: SlackChannel, _ data: SimulatorData) throws {
        var latest: SlackTimestamp?
        for item in try data.list("messages") {
            let stamp = try furnishMessage(item, in: channel)
            latest = max(latest ?? stamp, stamp)
        }
        var channel = channel
        channel.lastRead = channel.members.contains(users["me"] ?? "") ? latest?.text ?? "0000000000.000000" : nil
        try workspace.channels.save(channel)
    }
}
