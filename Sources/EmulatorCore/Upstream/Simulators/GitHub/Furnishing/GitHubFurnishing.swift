/// Fills a GitHub from data such as `fixtures/simulators/github.yaml`, where the form is explained.
struct GitHubFurnishing {
    let site: GitHubSite

    func furnish(with data: SimulatorData) throws {
        try data.requireMembers(["users", "organizations", "repositories"])
        try furnishPeople(data)
        for item in try data.list("organizations") { try furnishOrganization(item) }
        let repositories = try data.list("repositories").map { try (furnishRepository($0), $0) }
        for (repository, item) in repositories { try furnishContent(of: repository, item) }
    }

    // MARK: Reading

    /// Seconds since 1970, from how long ago it was.
    func time(_ data: SimulatorData?, standard: Int = 0) throws -> Int {
        site.seconds - (try data?.duration() ?? standard)
    }

    func timeText(_ data: SimulatorData?, standard: Int = 0) throws -> String {
        GitHubTime.text(try time(data, standard: standard))
    }

    /// The user of a login, or the account's own, `me`.
    func user(_ data: SimulatorData) throws -> GitHubUser {
        let login = try data.text()
        if login == "me" { return try site.me() }
        guard let user = try site.users.find(login.lowercased()) else {
            throw data.refusal(unknown: login, "user", among: try site.users.all().map(\.login) + ["me"])
        }
        return user
    }

    /// The user that a member names, or the account's own.
    func user(_ name: String, of data: SimulatorData) throws -> GitHubUser {
        try data.member(name).map(user) ?? site.me()
    }

    /// What somebody wrote; `@me` in it is the account's user.
    func prose(_ data: SimulatorData) throws -> String {
        let login = try site.me().login
        return try data.text().trimmed.replacing(/@me\b/) { _ in "@" + login }
    }

    static let day = 86_400
    static let year = 365 * day
}
