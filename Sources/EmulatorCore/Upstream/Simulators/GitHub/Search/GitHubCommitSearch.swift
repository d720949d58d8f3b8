/// `GET /search/commits`: commits of default branches.
enum GitHubCommitSearch {
    private static let names: Set = [
        "repo", "user", "org", "author", "committer", "author-name", "author-email", "committer-date", "author-date",
        "hash", "parent", "tree", "merge", "is",
    ]

    static func answer(_ call: SimulatorCall) throws -> UpstreamResponse {
        let search = try GitHubSearch(call, names: names, orders: ["author-date", "committer-date"])
        let found = try search.repositories().flatMap { repository in
            let git = search.site.git(of: repository.id)
            let history = try git.head(of: repository.defaultBranch).map { try git.history(from: [$0.sha]) } ?? []
            return try history.filter { try matches($0, search) }.map { (repository: repository, commit: $0) }
        }
        let sorted = search.sorted(
            found, telling: \.commit.title,
            keys: [
                "author-date": \.commit.author.time.sortable, "committer-date": \.commit.committer.time.sortable,
            ])
        return try search.answer(sorted) { entry in
            try GitHubCommitWriter(site: call.site, repository: entry.repository).json(entry.commit).adding([
                "repository": try call.site.json(entry.repository)
            ])
        }
    }

    private static func matches(_ commit: GitHubCommit, _ search: GitHubSearch) throws -> Bool {
        let query = search.query
        func isBy(_ signature: GitHubCommit.Signature) -> (String) throws -> Bool {
            { value in
                try GitHubCommits.addresses(of: search.person(value), search.site)
                    .contains(signature.email.lowercased())
            }
        }
        return try query.holds("author", anyOf: true, isBy(commit.author))
            && query.holds("committer", anyOf: true, isBy(commit.committer))
            && query.holds("author-name") { commit.author.name.lowercased().contains($0.lowercased()) }
            && query.holds("author-email") { commit.author.email.lowercased() == $0.lowercased() }
            && query.holds("hash", anyOf: true) { commit.sha.hasPrefix($0.lowercased()) }
            && query.holds("parent", anyOf: true) { value in commit.parents.contains { $0.hasPrefix(value) } }
            && query.holds("tree", anyOf: true) { commit.tree.hasPrefix($0) }
            && query.holds("merge") { ($0 == "true") == (commit.parents.count > 1) }
            && search.isTime("author-date", GitHubTime.text(commit.author.time))
            && search.isTime("committer-date", GitHubTime.text(commit.committer.time))
            && query.matches([commit.message])
    }
}
