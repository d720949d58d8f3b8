/// The workspace as such.
struct SlackTeam {
    var id: String
    var name: String
    var domain: String
    var emailDomain: String
    /// The id of the user that the account is.
    var me: String

    var url: String { "https://\(domain).slack.com/" }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "domain": .string(domain),
            "email_domain": .string(emailDomain), "me": .string(me),
        ]
    }
}

extension SlackTeam {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), name: members.text("name"), domain: members.text("domain"),
            emailDomain: members.text("email_domain"), me: members.text("me"))
    }

    static func authTest(_ call: SlackCall) throws -> [String: JSONValue] {
        let team = try call.workspace.team()
        return [
            "url": .string(team.url), "team": .string(team.name), "user": .string(try call.workspace.myself().name),
            "team_id": .string(team.id), "user_id": .string(team.me), "is_enterprise_install": false,
        ]
    }

    static func info(_ call: SlackCall) throws -> [String: JSONValue] {
        let team = try call.workspace.team()
        if let wanted = call.arguments.text("team"), wanted != team.id { throw SlackRefusal("team_not_found") }
        return [
            "team": [
                "id": .string(team.id), "name": .string(team.name), "url": .string(team.url),
                "domain": .string(team.domain), "email_domain": .string(team.emailDomain),
                "icon": ["image_default": true], "is_verified": false,
            ]
        ]
    }

    static func emoji(_ call: SlackCall) throws -> [String: JSONValue] {
        ["emoji": try call.workspace.facts.get("emoji") ?? [:], "cache_ts": .string(try call.workspace.cacheTS())]
    }

    static func echo(_ call: SlackCall) throws -> [String: JSONValue] {
        if let error = call.arguments.text("error") { throw SlackRefusal(error) }
        return ["args": .object(call.arguments.all)]
    }
}

extension SlackWorkspace {
    func cacheTS() throws -> String { SlackTimestamp(microseconds: Int64(now) * 1_000_000).text }
}
