/// `GET /search/repositories`.
enum GitHubRepositorySearch {
    private static let names: Set = [
        "repo", "user", "org", "in", "language", "topic", "stars", "forks", "is", "archived", "fork", "created",
        "pushed", "license", "size", "topics", "followers", "template",
    ]

    static func answer(_ call: SimulatorCall) throws -> UpstreamResponse {
        let orders = ["stars", "forks", "help-wanted-issues", "updated"]
        let search = try GitHubSearch(call, names: names, orders: orders)
        let found = try search.repositories().filter { try matches($0, search) }
        let sorted = search.sorted(
            found, telling: \.name,
            keys: ["stars": \.stars.sortable, "forks": \.forks.sortable, "updated": \.updatedAt])
        return try search.answer(sorted, json: call.site.json)
    }

    private static func matches(_ repository: GitHubRepository, _ search: GitHubSearch) throws -> Bool {
        let query = search.query
        let forks = query.values("fork").last
        guard repository.parent == nil ? forks != "only" : forks == "true" || forks == "only" else { return false }
        let facts =
            query.holds("language", anyOf: true) { $0.lowercased() == repository.language?.lowercased() }
            && query.holds("topic") { repository.topics.contains($0.lowercased()) }
            && query.holds("license", anyOf: true) { $0.lowercased() == repository.license?.lowercased() }
            && query.holds("archived") { ($0 == "true") == repository.isArchived }
            && query.holds("template") { ($0 == "true") == repository.isTemplate }
            && query.holds("is") { ["public", "private"].contains($0) ? repository.visibility == $0 : true }
        let numbers =
            search.isNumber("stars", repository.stars) && search.isNumber("forks", repository.forks)
            && search.isNumber("size", repository.size) && search.isNumber("topics", repository.topics.count)
            && search.isTime("created", repository.createdAt) && search.isTime("pushed", repository.pushedAt)
        return try facts && numbers && query.matches(texts(repository, search))
    }

    private static func texts(_ repository: GitHubRepository, _ search: GitHubSearch) throws -> [String] {
        let asked = search.query.values("in").flatMap { $0.split(separator: ",").map(String.init) }
        return try (asked.isEmpty ? ["name", "description", "topics"] : asked).flatMap { place -> [String] in
            switch place {
            case "name": [repository.name, repository.fullName]
            case "description": [repository.description ?? ""]
            case "topics": repository.topics
            case "readme": [try readme(repository, search.site)]
            default: []
            }
        }
    }

    private static func readme(_ repository: GitHubRepository, _ site: GitHubSite) throws -> String {
        let git = site.git(of: repository.id)
        guard let head = try git.head(of: repository.defaultBranch),
            let entry = try git.entry(at: "README.md", in: head.tree), !entry.isDirectory
        else { return "" }
        return String(decoding: try git.blob(entry.sha), as: UTF8.self)
    }
}
