/// What people say about themselves.
enum SlackProfiles {
    /// What `users.profile.set` takes; other members of a profile are custom fields, which live under `fields`.
    private static let writable: Set = [
        "first_name", "last_name", "real_name", "display_name", "email", "phone", "title", "pronouns", "skype",
        "start_date", "status_text", "status_emoji", "status_expiration", "fields",
    ]

    static func get(_ call: SlackCall) throws -> [String: JSONValue] {
        let user = try call.workspace.user(call.arguments.text("user") ?? call.workspace.me())
        var profile = try user.wireProfile(in: call.workspace).object ?? [:]
        profile["fields"] = profile["fields"] ?? [:]
        return ["profile": .object(profile)]
    }

    static func set(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var user = try workspace.myself()
        if let other = call.arguments.text("user"), other != user.id {
            _ = try workspace.user(other)
            guard user.isAdmin else { throw SlackRefusal("not_admin") }
            user = try workspace.user(other)
        }
        for (name, value) in try changes(call.arguments) { user.profile[name] = value }
        user.updated = workspace.now
        try workspace.users.save(user)
        return ["username": .string(user.name), "profile": try user.wireProfile(in: workspace)]
    }

    private static func changes(_ arguments: SlackArguments) throws -> [String: JSONValue] {
        var changes: [String: JSONValue]
        if let profile = arguments.json("profile") {
            guard let members = profile.object else { throw SlackRefusal("invalid_profile") }
            changes = members
        } else {
            guard let name = arguments.text("name") else { throw SlackRefusal("invalid_profile") }
            changes = [name: arguments["value"] ?? ""]
        }
        guard changes.keys.allSatisfy(writable.contains) else { throw SlackRefusal("invalid_profile") }
        if (changes["status_text"]?.string ?? "").unicodeScalars.count > 100 {
            throw SlackRefusal("too_long")
        }
        if let emoji = changes["status_emoji"]?.string?.unlessEmpty {
            guard let name = SlackEmoji.name(emoji) else {
                throw SlackRefusal("profile_status_set_failed_not_valid_emoji")
            }
            changes["status_emoji"] = .string(":\(name):")
        }
        if let expiry = changes["status_expiration"] {
            guard let seconds = expiry.number ?? Double(expiry.shown) else { throw SlackRefusal("invalid_profile") }
            changes["status_expiration"] = .number(seconds)
        }
        // A status without an emoji gets the speech balloon.
        if changes["status_text"]?.string?.unlessEmpty != nil, changes["status_emoji"] == nil {
            changes["status_emoji"] = ":speech_balloon:"
        }
        return changes
    }
}

/// Names of emoji.
enum SlackEmoji {
    /// Without colons; nil for a text that can be no name. Which names there are is not checked: the standard set is
    /// long and every workspace adds its own.
    static func name(_ text: String) -> String? {
        let name =
            text.hasPrefix(":") && text.hasSuffix(":") && text.count > 2 ? String(text.dropFirst().dropLast()) : text
        let base = name.firstRange(of: "::skin-tone-").map { name[..<$0.lowerBound] } ?? name[...]
        let isName = base.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || "_+-'.".unicodeScalars.contains($0)
                || $0.value > 127 && $0.properties.isAlphabetic
        }
        return !base.isEmpty && base.count <= 100 && isName ? name : nil
    }
}
