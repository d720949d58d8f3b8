/// Profiles.
enum GitHubUsers {
    /// The account's own user, with what only its owner sees.
    static func me(_ call: SimulatorCall) throws -> UpstreamResponse {
        let me = try call.site.me()
        let owned = try call.site.repositories.all().filter { $0.owner == me.login && $0.isPrivate }.count
        return .json(
            try profile(me, call.site).adding([
                "email": .string(me.email ?? call.room.identity), "private_gists": 0,
                "total_private_repos": .int(owned), "owned_private_repos": .int(owned), "disk_usage": 2_304,
                "collaborators": 0, "two_factor_authentication": true,
                "plan": ["name": "free", "space": 976_562_499, "collaborators": 0, "private_repos": 10_000],
            ]))
    }

    /// Changes the account's own profile.
    static func updateMe(_ call: SimulatorCall) throws -> UpstreamResponse {
        let body = try call.gitHubBody()
        var me = try call.site.me()
        if body.has("name") { me.name = try body.text("name") }
        if body.has("company") { me.company = try body.text("company") }
        if body.has("location") { me.location = try body.text("location") }
        if body.has("bio") { me.bio = try body.text("bio") }
        if body.has("blog") { me.blog = try body.text("blog") ?? "" }
        if body.has("email") { me.email = try body.text("email") }
        me.updatedAt = call.site.now
        try call.site.users.save(me)
        return try Self.me(call)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(try profile(call.site.user(call["username"]), call.site))
    }

    /// The account's addresses; the first is the one that it is known by.
    static func emails(_ call: SimulatorCall) throws -> UpstreamResponse {
        let addresses = [call.room.identity] + [try call.site.me().commitEmail].filter { $0 != call.room.identity }
        return .json(
            .array(
                addresses.enumerated().map { index, address in
                    [
                        "email": .string(address), "primary": .bool(index == 0), "verified": true,
                        "visibility": index == 0 ? "public" : .null,
                    ]
                }))
    }

    static func organization(_ call: SimulatorCall) throws -> UpstreamResponse {
        let organization = try organization(named: call["org"], call.site)
        let owned = try call.site.visibleRepositories().filter { $0.owner == organization.login }
        let secret = owned.count { $0.isPrivate }
        return .json(organization.organization(publicRepositories: owned.count - secret, privateRepositories: secret))
    }

    static func organizations(_ call: SimulatorCall) throws -> UpstreamResponse {
        let me = try call.site.me().login
        let mine = try call.site.users.all().filter { $0.members[me] != nil }
        return try call.page(mine) {
            $0.organization(publicRepositories: 0, privateRepositories: 0).picking(briefNames)
        }
    }

    static func members(_ call: SimulatorCall) throws -> UpstreamResponse {
        let members = try organization(named: call["org"], call.site).members
        let role = try call.choice("role", ["all", "admin", "member"], resource: "Organization")
        let logins = members.filter { role == "all" || $0.value.rawValue == role }.keys.sorted()
        return try call.page(logins) { try call.site.brief($0) }
    }

    private static let briefNames = [
        "login", "id", "node_id", "url", "repos_url", "events_url", "hooks_url", "issues_url", "members_url",
        "public_members_url", "avatar_url", "description",
    ]

    static func organization(named login: String, _ site: GitHubSite) throws -> GitHubUser {
        let user = try site.user(login)
        guard user.isOrganization else { throw GitHubError.notFound }
        return user
    }

    private static func profile(_ user: GitHubUser, _ site: GitHubSite) throws -> JSONValue {
        let repositories = try site.repositories.all().count { $0.owner == user.login && !$0.isPrivate }
        return user.profile(publicRepositories: repositories)
    }
}

extension JSONValue {
    /// An object with only these members.
    func picking(_ names: [String]) -> JSONValue { .object((object ?? [:]).filter { names.contains($0.key) }) }
}
