/// What all searches share.
struct GitHubSearch {
    let call: SimulatorCall
    let query: GitHubQuery
    let order: String?
    let isDescending: Bool
    /// The login of the account's user.
    private let me: String

    private static let most = 1_000

    /// - Parameters:
    ///   - names: qualifiers of this kind of search, besides `sort`.
    ///   - orders: what can be sorted by besides the best match.
    init(_ call: SimulatorCall, names: Set<String>, orders: [String]) throws {
        guard let text = call.query("q"), !text.trimmed.isEmpty else {
            throw GitHubError.validation("Search", "q", "missing")
        }
        self.call = call
        me = try call.site.me().login
        query = GitHubQuery(text, names: names.union(["sort"]))
        // In the query as the website writes it: sort:updated-asc.
        let inQuery = query.values("sort").last?.split(separator: "-", maxSplits: 1).map(String.init)
        let asked = call.query("sort") ?? inQuery?.first
        order = asked.flatMap { orders.contains($0) ? $0 : nil }
        isDescending = (call.query("order") ?? inQuery?.dropFirst().first ?? "desc").lowercased() != "asc"
    }

    var site: GitHubSite { call.site }

    /// One page of what was found, each with a score.
    func answer<Item>(_ found: [Item], json: (Item) throws -> JSONValue) throws -> UpstreamResponse {
        let page = GitHubPage(call)
        guard (page.number - 1).multipliedReportingOverflow(by: page.size).partialValue < Self.most,
            page.number <= Self.most
        else { throw GitHubError.unprocessable("Only the first 1000 search results are available") }
        let reachable = Array(found.prefix(Self.most))
        let items = try page.slice(reachable).map { try json($0).adding(["score": 1]) }
        return UpstreamResponse(
            headers: try page.links(call, total: reachable.count),
            body: .json([
                "total_count": .int(found.count), "incomplete_results": false, "items": .array(items),
            ]))
    }

    /// Repositories that `repo`, `user` and `org` leave.
    /// - Throws: 422 when they name nothing that can be seen.
    func repositories() throws -> [GitHubRepository] {
        let all = try site.visibleRepositories()
        let names = Set(query.values("repo").map { $0.lowercased() })
        let owners = Set((query.values("user") + query.values("org")).map { person($0).lowercased() })
        let found = all.filter { repository in
            let (name, owner) = (repository.fullName.lowercased(), repository.owner.lowercased())
            let isWanted =
                names.isEmpty && owners.isEmpty || names.contains(name) || owners.contains(owner)
            return isWanted && !isExcluded("repo", name) && !isExcluded("user", owner) && !isExcluded("org", owner)
        }
        let known = try owners.filter { try site.users.find($0) != nil }
        guard names.isEmpty && owners.isEmpty || !found.isEmpty || !known.isEmpty else {
            throw GitHubError.validation(
                "Search", "q", "invalid",
                "The listed users and repositories cannot be searched either because the resources do not exist or you"
                    + " do not have permission to view them.")
        }
        return found
    }

    private func isExcluded(_ name: String, _ value: String) -> Bool {
        query.qualifiers(name).contains { $0.isNegated && person($0.value).lowercased() == value }
    }

    /// `@me` is the account's own user.
    func person(_ value: String) -> String {
        guard value.hasPrefix("@") else { return value }
        return value.lowercased() == "@me" ? me : String(value.dropFirst())
    }

    /// Whether a login is who each qualifier of a name means.
    func isPerson(_ name: String, _ logins: [String]) -> Bool {
        let logins = Set(logins.map { $0.lowercased() })
        return query.holds(name, anyOf: true) { value in
            let wanted = person(value).lowercased()
            return wanted == "*" ? !logins.isEmpty : logins.contains(wanted)
        }
    }

    func isTime(_ name: String, _ time: String?) -> Bool {
        query.holds(name) { GitHubRanges.time($0, contains: time) }
    }

    func isNumber(_ name: String, _ number: Int) -> Bool {
        query.holds(name) { GitHubRanges.number($0, contains: number) }
    }

    /// By what was asked for, or the best first: those that have the words in their most telling text, then the
    /// newest.
    func sorted<Item>(_ items: [Item], telling: (Item) -> String, keys: [String: (Item) -> String]) -> [Item] {
        guard let order, let key = keys[order] else {
            return items.sortedStably(descending: true) { query.hits(in: telling($0)) }
        }
        return items.sortedStably(descending: isDescending, by: key)
    }
}

extension Int {
    /// Sorts as a text.
    var sortable: String { String(repeating: "0", count: Swift.max(12 - String(self).count, 0)) + String(self) }
}
