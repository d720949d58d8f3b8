/// `GET /search/users`: people and organizations.
enum GitHubUserSearch {
    private static let names: Set = [
        "type", "user", "org", "in", "repos", "location", "language", "created", "followers", "fullname",
    ]

    static func answer(_ call: SimulatorCall) throws -> UpstreamResponse {
        let search = try GitHubSearch(call, names: names, orders: ["followers", "repositories", "joined"])
        let repositories = Dictionary(grouping: try call.site.visibleRepositories(), by: \.owner)
        let found = try call.site.users.all().filter { matches($0, repositories[$0.login] ?? [], search) }
        let sorted = search.sorted(
            found, telling: \.login,
            keys: [
                "followers": \.followers.sortable, "joined": \.createdAt,
                "repositories": { (repositories[$0.login] ?? []).count.sortable },
            ])
        return try search.answer(sorted, json: \.brief)
    }

    private static func matches(_ user: GitHubUser, _ repositories: [GitHubRepository], _ search: GitHubSearch) -> Bool
    {
        let query = search.query
        return query.holds("type", anyOf: true) { ($0.lowercased() == "org") == user.isOrganization }
            && query.holds("user", anyOf: true) { $0.lowercased() == user.login.lowercased() }
            && query.holds("org", anyOf: true) { $0.lowercased() == user.login.lowercased() && user.isOrganization }
            && query.holds("location") { (user.location ?? "").lowercased().contains($0.lowercased()) }
            && query.holds("fullname") { (user.name ?? "").lowercased().contains($0.lowercased()) }
            && query.holds("language", anyOf: true) { value in
                repositories.contains { $0.language?.lowercased() == value.lowercased() }
            }
            && search.isNumber("repos", repositories.count) && search.isNumber("followers", user.followers)
            && search.isTime("created", user.createdAt) && query.matches(texts(user, query))
    }

    private static func texts(_ user: GitHubUser, _ query: GitHubQuery) -> [String] {
        let asked = query.values("in").flatMap { $0.split(separator: ",") }
        let all: [(Substring, String)] = [
            ("login", user.login), ("name", user.name ?? ""), ("email", user.email ?? ""),
        ]
        return all.filter { asked.isEmpty || asked.contains($0.0) }.map(\.1)
    }
}
