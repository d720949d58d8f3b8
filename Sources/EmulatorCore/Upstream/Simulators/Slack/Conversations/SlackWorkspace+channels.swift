extension SlackWorkspace {
    /// A conversation by its id. One that the account may not see is as good as none.
    func channel(_ id: String) throws -> SlackChannel {
        let channel = try channels.find(id, else: "channel_not_found")
        guard try isVisible(channel) else { throw SlackRefusal("channel_not_found") }
        return channel
    }

    /// The one that the argument names.
    func channel(_ call: SlackCall, _ argument: String = "channel") throws -> SlackChannel {
        try channel(call.arguments.required(argument))
    }

    /// One that can be changed: not archived, and the account is in it.
    func openChannel(_ id: String) throws -> SlackChannel {
        let channel = try channel(id)
        guard !channel.isArchived else { throw SlackRefusal("is_archived") }
        guard channel.members.contains(try me()) else { throw SlackRefusal("not_in_channel") }
        return channel
    }

    func isVisible(_ channel: SlackChannel) throws -> Bool {
        try channel.kind == .publicChannel || channel.members.contains(me())
    }

    /// Every conversation that the account may see, the oldest first.
    func visibleChannels() throws -> [SlackChannel] { try channels.all().filter(isVisible) }

    /// Where a message can be sent to: a conversation by id, a channel by `#name` or name, or a user, which means
    /// the direct message with them.
    func destination(_ reference: String) throws -> SlackChannel {
        if try channels.find(reference) == nil {
            let name = reference.hasPrefix("#") ? String(reference.dropFirst()) : reference
            if let channel = try visibleChannels().first(where: { !$0.isDirect && $0.name == name }) {
                return try openChannel(channel.id)
            }
            if let user = try users.find(reference) { return try directMessage(with: [user.id]).channel }
        }
        return try openChannel(reference)
    }

    /// The direct message with these users, made when there is none.
    func directMessage(with others: [String]) throws -> (channel: SlackChannel, isNew: Bool) {
        let me = try me()
        let members = ([me] + others).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let kind: SlackChannel.Kind = members.count > 2 ? .group : .direct
        let match = try channels.all().first { $0.kind == kind && Set($0.members) == Set(members) }
        if var channel = match {
            if !channel.isOpen {
                channel.isOpen = true
                try channels.save(channel)
            }
            return (channel, false)
        }
        var channel = SlackChannel(
            id: try newID(kind == .direct ? "D" : "C"), kind: kind, name: "", creator: me, created: now, updated: now,
            members: members)
        if kind == .group { channel.name = try groupName(members) }
        try channels.save(channel)
        return (channel, true)
    }

    private func groupName(_ members: [String]) throws -> String {
        "mpdm-" + (try members.map { try user($0).name }.joined(separator: "--")) + "-1"
    }
}
