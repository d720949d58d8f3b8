/// The modifiers of a search, put to a message.
struct SlackFilters {
    let filters: [SlackQuery.Filter]
    let users: [SlackUser]
    let me: String

    init(_ query: SlackQuery, _ workspace: SlackWorkspace) throws {
        filters = query.filters
        users = try workspace.users.all()
        me = try workspace.me()
    }

    func admit(_ message: SlackMessage, in channel: SlackChannel) -> Bool {
        filters.allSatisfy { fits($0, message, channel) != $0.isNegative }
    }

    func admit(_ file: SlackFile, in channels: [SlackChannel]) -> Bool {
        filters.allSatisfy { filter in
            let fits =
                switch filter.key {
                case "from": user(filter.value) == file.user
                case "in": channels.contains { isMeant($0, by: filter.value) }
                case "type": file.kind == filter.value.lowercased() || file.type == filter.value.lowercased()
                default: isTime(filter, SlackTimestamp(microseconds: Int64(file.created) * 1_000_000)) ?? false
                }
            return fits != filter.isNegative
        }
    }

    private func fits(_ filter: SlackQuery.Filter, _ message: SlackMessage, _ channel: SlackChannel) -> Bool {
        let value = filter.value
        switch filter.key {
        case "from": return user(value) == message.user
        case "in": return isMeant(channel, by: value)
        case "to":
            return channel.isDirect && user(value).map { $0 != message.user && channel.members.contains($0) } ?? false
        case "with": return channel.isDirect && user(value).map(channel.members.contains) ?? false
        case "has": return has(value, message)
        case "is":
            return value == "thread" ? message.isReply || message.thread.count > 0 : value == "dm" && channel.isDirect
        default: return isTime(filter, message.stamp) ?? false
        }
    }

    private func has(_ what: String, _ message: SlackMessage) -> Bool {
        switch what {
        case "link": message.text.contains("http://") || message.text.contains("https://")
        case "pin": message.pin != nil
        case "reaction": !message.reactions.isEmpty
        case "file": !message.files.isEmpty
        default: SlackEmoji.name(what).map { name in message.reactions.contains { $0.name == name } } ?? false
        }
    }

    /// `me`, `@name`, `name`, `<@U…>` or an id; nil for nobody.
    private func user(_ value: String) -> String? {
        var name = value.lowercased()
        if name == "me" || name == "@me" { return me }
        if name.hasPrefix("<@"), name.hasSuffix(">") { name = String(name.dropFirst(2).dropLast()) }
        if name.hasPrefix("@") { name.removeFirst() }
        return users.first { $0.name.lowercased() == name || $0.id.lowercased() == name }?.id
    }

    /// `#name`, `name`, `<#C…>` or an id; a user for the direct message with them.
    private func isMeant(_ channel: SlackChannel, by value: String) -> Bool {
        var name = value.lowercased()
        if name.hasPrefix("<#"), name.hasSuffix(">") {
            name = String(name.dropFirst(2).dropLast().split(separator: "|").first ?? "")
        }
        if name.hasPrefix("#") { name.removeFirst() }
        if channel.id.lowercased() == name || !channel.name.isEmpty && channel.name == name { return true }
        guard channel.kind == .direct, let user = user(value) else { return false }
        return channel.peer(of: me) == user
    }

    /// Days are those of UTC. A month or a year works as well: `before:2026-03`, `during:2026`.
    private func isTime(_ filter: SlackQuery.Filter, _ stamp: SlackTimestamp) -> Bool? {
        let day = stamp.date.rfc3339.prefix(min(filter.value.count, 10))
        switch filter.key {
        case "before": return day < filter.value
        case "after": return day > filter.value
        case "on", "during": return day == filter.value
        default: return nil
        }
    }
}
