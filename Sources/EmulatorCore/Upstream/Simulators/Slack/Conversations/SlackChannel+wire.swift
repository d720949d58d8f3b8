extension SlackChannel {
    /// As `conversations.info` shows it to the account.
    func wire(in workspace: SlackWorkspace, withCount: Bool = true, withLocale: Bool = false) throws -> JSONValue {
        let team = try workspace.team()
        guard kind != .direct else { return wireDirect(me: team.me) }
        let isMember = members.contains(team.me)
        let isPrivate = kind != .publicChannel
        return SlackJSON.object([
            "id": .string(id), "name": .string(name), "is_channel": .bool(kind == .publicChannel),
            "is_group": .bool(kind == .privateChannel), "is_im": false, "is_mpim": .bool(kind == .group),
            "is_private": .bool(isPrivate), "created": SlackJSON.whole(created), "is_archived": .bool(isArchived),
            "is_general": .bool(isGeneral), "unlinked": 0, "name_normalized": .string(name), "is_shared": false,
            "is_org_shared": false, "is_pending_ext_shared": false, "pending_shared": [],
            "context_team_id": .string(team.id), "updated": SlackJSON.whole(updated * 1_000),
            "creator": .string(creator), "is_ext_shared": false, "shared_team_ids": [.string(team.id)],
            "is_member": .bool(isMember), "topic": topic.json, "purpose": purpose.json,
            "previous_names": SlackJSON.texts(previousNames), "last_read": isMember ? SlackJSON.text(lastRead) : nil,
            "num_members": withCount ? SlackJSON.whole(members.count) : nil, "locale": withLocale ? "en-US" : nil,
        ])
    }

    private func wireDirect(me: String) -> JSONValue {
        SlackJSON.object([
            "id": .string(id), "created": SlackJSON.whole(created), "is_archived": .bool(isArchived), "is_im": true,
            "is_org_shared": false, "user": .string(peer(of: me)), "is_user_deleted": false,
            "is_open": .bool(isOpen), "last_read": SlackJSON.text(lastRead), "priority": 0,
        ])
    }

    /// The other one of two; oneself in the conversation with oneself.
    func peer(of me: String) -> String { members.first { $0 != me } ?? me }
}
