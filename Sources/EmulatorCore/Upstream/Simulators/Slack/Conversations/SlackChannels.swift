/// Channels: listing, making, naming, archiving.
enum SlackChannels {
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let channels = try matching(call)
        let (page, metadata) = try SlackPaging.page(channels, call.arguments, word: "team", standard: 100, id: \.id)
        return [
            "channels": .array(try page.map { try $0.wire(in: call.workspace) }), "response_metadata": metadata,
        ]
    }

    /// What the arguments `types` and `exclude_archived` leave of the conversations that the account may see.
    static func matching(_ call: SlackCall) throws -> [SlackChannel] {
        let names = call.arguments.list("types")
        let kinds = try names.map { name in
            guard let kind = SlackChannel.Kind(rawValue: name) else { throw SlackRefusal("invalid_types") }
            return kind
        }
        let wanted = kinds.isEmpty ? [.publicChannel] : kinds
        let withArchived = !call.arguments.flag("exclude_archived")
        return try call.workspace.visibleChannels().filter {
            wanted.contains($0.kind) && (withArchived || !$0.isArchived)
        }
    }

    static func info(_ call: SlackCall) throws -> [String: JSONValue] {
        let channel = try call.workspace.channel(call)
        let arguments = call.arguments
        return [
            "channel": try channel.wire(
                in: call.workspace, withCount: arguments.flag("include_num_members"),
                withLocale: arguments.flag("include_locale"))
        ]
    }

    static func create(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let name = try freeName(call)
        let me = try workspace.me()
        let channel = SlackChannel(
            id: try workspace.newID("C"),
            kind: call.arguments.flag("is_private") ? .privateChannel : .publicChannel, name: name, creator: me,
            created: workspace.now, updated: workspace.now, members: [me])
        try workspace.channels.save(channel)
        try workspace.note("<@\(me)> has joined the channel", "channel_join", in: channel)
        return ["channel": try channel.wire(in: workspace)]
    }

    static func rename(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try openGroupChannel(call)
        let name = try freeName(call, besides: channel.id)
        let user = try workspace.myself()
        guard user.isAdmin || channel.creator == user.id else { throw SlackRefusal("not_authorized") }
        let old = channel.name
        channel.previousNames.insert(old, at: 0)
        channel.name = name
        try save(&channel, workspace)
        try workspace.note("has renamed the channel from \"\(old)\" to \"\(name)\"", "channel_name", in: channel)
        return ["channel": try channel.wire(in: workspace)]
    }

    static func archive(_ call: SlackCall) throws -> [String: JSONValue] {
        var channel = try channelProper(call)
        guard !channel.isArchived else { throw SlackRefusal("already_archived") }
        guard !channel.isGeneral else { throw SlackRefusal("cant_archive_general") }
        let me = try call.workspace.me()
        guard channel.members.contains(me) else { throw SlackRefusal("not_in_channel") }
        try call.workspace.note("<@\(me)> archived the channel", "channel_archive", in: channel)
        channel.isArchived = true
        try save(&channel, call.workspace)
        return [:]
    }

    static func unarchive(_ call: SlackCall) throws -> [String: JSONValue] {
        var channel = try channelProper(call)
        guard channel.isArchived else { throw SlackRefusal("not_archived") }
        channel.isArchived = false
        // Whoever brings a channel back is in it.
        let me = try call.workspace.me()
        if !channel.members.contains(me) { channel.members.append(me) }
        try save(&channel, call.workspace)
        try call.workspace.note("<@\(me)> un-archived the channel", "channel_unarchive", in: channel)
        return [:]
    }

    static func setTopic(_ call: SlackCall) throws -> [String: JSONValue] { try setNote(call, "topic", \.topic) }

    static func setPurpose(_ call: SlackCall) throws -> [String: JSONValue] { try setNote(call, "purpose", \.purpose) }

    static func mark(_ call: SlackCall) throws -> [String: JSONValue] {
        var channel = try call.workspace.channel(call)
        let text = try call.arguments.required("ts", else: "invalid_timestamp")
        guard let stamp = SlackTimestamp(text) else { throw SlackRefusal("invalid_timestamp") }
        guard channel.members.contains(try call.workspace.me()) else { throw SlackRefusal("not_in_channel") }
        channel.lastRead = stamp.text
        try call.workspace.channels.save(channel)
        return [:]
    }

    private static func setNote(
        _ call: SlackCall, _ name: String, _ place: WritableKeyPath<SlackChannel, SlackChannel.Note>
    ) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try openGroupChannel(call, allowsGroups: true)
        let text = call.arguments[name]?.shown ?? ""
        guard text.unicodeScalars.count <= 250 else { throw SlackRefusal("too_long") }
        let me = try workspace.me()
        channel[keyPath: place] = .init(value: text, creator: me, lastSet: workspace.now)
        try save(&channel, workspace)
        let what = text.isEmpty ? "cleared the channel \(name)" : "set the channel \(name): \(text)"
        try workspace.note(what, "channel_\(name)", in: channel)
        return [name: .string(text), "channel": try channel.wire(in: workspace)]
    }

    private static func channelProper(_ call: SlackCall) throws -> SlackChannel {
        let channel = try call.workspace.channel(call)
        guard !channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
        return channel
    }

    private static func openGroupChannel(_ call: SlackCall, allowsGroups: Bool = false) throws -> SlackChannel {
        let channel = try call.workspace.openChannel(call.arguments.required("channel"))
        guard !channel.isDirect || allowsGroups && channel.kind == .group else {
            throw SlackRefusal("method_not_supported_for_channel_type")
        }
        return channel
    }

    private static func save(_ channel: inout SlackChannel, _ workspace: SlackWorkspace) throws {
        channel.updated = workspace.now
        try workspace.channels.save(channel)
    }

    /// Archived channels keep their names.
    private static func freeName(_ call: SlackCall, besides id: String = "") throws -> String {
        let name = try SlackChannelName.checked(call.arguments.text("name") ?? "")
        let isTaken = try call.workspace.channels.all().contains { $0.name == name && $0.id != id }
        guard !isTaken else { throw SlackRefusal("name_taken") }
        return name
    }
}

/// What a channel may be called.
enum SlackChannelName {
    static func checked(_ text: String) throws -> String {
        let name = text.hasPrefix("#") ? String(text.dropFirst()) : text
        guard !name.isEmpty else { throw SlackRefusal("invalid_name_required") }
        guard name.count <= 80 else { throw SlackRefusal("invalid_name_maxlength") }
        guard name.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw SlackRefusal("invalid_name_punctuation")
        }
        // Letters of every script are fine, upper case is not.
        let isFine = name.allSatisfy { $0 == "-" || $0 == "_" || $0.isNumber || $0.isLetter && !$0.isUppercase }
        guard isFine else { throw SlackRefusal("invalid_name_specials") }
        return name
    }
}
