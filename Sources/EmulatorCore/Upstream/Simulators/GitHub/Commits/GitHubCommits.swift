import Foundation

/// Commits: lists, single ones, and what lies between two.
enum GitHubCommits {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let git = call.site.git(of: repository.id)
        guard try !git.branches().isEmpty else { throw GitHubError.conflict("Git Repository is empty.") }
        let name = call.query("sha") ?? repository.defaultBranch
        guard let tip = try git.resolve(name) else { throw GitHubError.notFound }
        var commits = try git.history(from: [tip.sha])
        if let author = call.query("author") {
            let addresses = try addresses(of: author, call.site)
            commits = commits.filter { addresses.contains($0.author.email.lowercased()) }
        }
        if let committer = call.query("committer") {
            let addresses = try addresses(of: committer, call.site)
            commits = commits.filter { addresses.contains($0.committer.email.lowercased()) }
        }
        if let since = call.query("since").flatMap(GitHubTime.seconds) {
            commits = commits.filter { $0.committer.time >= since }
        }
        if let until = call.query("until").flatMap(GitHubTime.seconds) {
            commits = commits.filter { $0.committer.time <= until }
        }
        if let path = call.query("path") { commits = try commits.filter { try touches(path, $0, git) } }
        return try call.page(commits, json: GitHubCommitWriter(site: call.site, repository: repository).json)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let writer = GitHubCommitWriter(site: call.site, repository: repository)
        let commit = try find(call["ref"], in: writer.git)
        let changes = try writer.git.changes(of: commit)
        if call.accepts("diff") { return try writer.diff(changes) }
        let page = GitHubPage(call, most: 300)
        let counts = try changes.map { try writer.git.patch(of: $0) }
        let (additions, deletions) = counts.reduce((0, 0)) { ($0.0 + $1.additions, $0.1 + $1.deletions) }
        // A page of files is as long as may be when nobody says how long.
        let shown = call.query("per_page") == nil ? changes.prefix(300) : page.slice(changes)
        return .json(
            try writer.json(commit).adding([
                "stats": [
                    "total": .int(additions + deletions), "additions": .int(additions), "deletions": .int(deletions),
                ],
                "files": .array(try shown.map { try writer.json($0, at: commit.sha) }),
            ]))
    }

    /// Two ends as `base...head`, each perhaps with the owner of a fork in front.
    static func compare(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let ends = call["basehead"].components(separatedBy: "...")
        guard ends.count == 2 else { throw GitHubError.notFound }
        let writer = GitHubCommitWriter(site: call.site, repository: repository)
        let git = writer.git
        let (base, head) = try (end(ends[0], of: repository, call), end(ends[1], of: repository, call))
        guard let mergeBase = try git.mergeBase(base.sha, head.sha) else { throw GitHubError.notFound }
        let ahead = Array(try git.commits(in: head.sha, notIn: base.sha).reversed())
        let behind = try git.commits(in: base.sha, notIn: head.sha)
        let changes = try git.changes(from: mergeBase.tree, to: head.tree)
        if call.accepts("diff") { return try writer.diff(changes) }
        let status =
            base.sha == head.sha ? "identical" : behind.isEmpty ? "ahead" : ahead.isEmpty ? "behind" : "diverged"
        let page = GitHubPage(call)
        let shown = call.query("per_page") == nil && call.query("page") == nil ? ahead.prefix(250) : page.slice(ahead)
        let web = "\(repository.htmlURL)/compare/\(call["basehead"])"
        return .json([
            "url": .string("\(repository.url)/compare/\(call["basehead"])"), "html_url": .string(web),
            "permalink_url": .string(
                "\(repository.htmlURL)/compare/\(repository.owner):\(base.sha.prefix(7))...\(repository.owner):"
                    + head.sha.prefix(7)),
            "diff_url": .string("\(web).diff"), "patch_url": .string("\(web).patch"),
            "base_commit": try writer.json(base), "merge_base_commit": try writer.json(mergeBase),
            "status": .string(status), "ahead_by": .int(ahead.count), "behind_by": .int(behind.count),
            "total_commits": .int(ahead.count), "commits": .array(try shown.map(writer.json)),
            "files": .array(
                page.number > 1 ? [] : try changes.prefix(300).map { try writer.json($0, at: head.sha) }),
        ])
    }

    /// Pull requests that brought a commit, or are to bring it.
    static func pulls(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let git = call.site.git(of: repository.id)
        let commit = try find(call["ref"], in: git)
        let pulls = try call.site.issues(in: repository.id).all().reversed().filter { issue in
            guard let pull = issue.pull else { return false }
            return try pull.mergeSHA == commit.sha
                || git.commits(in: pull.head.sha, notIn: pull.base.sha)
                    .contains { $0.sha == commit.sha }
        }
        return try call.page(pulls) { try GitHubPullWriter(call.site, repository).json($0) }
    }

    static func find(_ name: String, in git: GitHubGit) throws -> GitHubCommit {
        guard let commit = try git.resolve(name) else {
            throw GitHubError.unprocessable("No commit found for SHA: \(name)")
        }
        return commit
    }

    private static func end(_ text: String, of repository: GitHubRepository, _ call: SimulatorCall) throws
        -> GitHubCommit
    {
        let parts = text.split(separator: ":").map(String.init)
        let network = GitHubNetwork(site: call.site)
        guard let name = parts.last,
            let holder = try parts.count > 1 ? network.member(of: repository, owner: parts[0]) : repository,
            let commit = try call.site.git(of: holder.id).resolve(name)
        else { throw GitHubError.notFound }
        if holder.id != repository.id {
            try call.site.git(of: repository.id).copyObjects(
                reachableFrom: commit.sha, in: call.site.git(of: holder.id))
        }
        return commit
    }

    /// A login's addresses, or the address itself.
    static func addresses(of person: String, _ site: GitHubSite) throws -> Set<String> {
        guard !person.contains("@") else {
            let user = try site.user(email: person)
            return Set([person, user?.commitEmail].compactMap { $0?.lowercased() })
        }
        guard let user = try site.users.find(person.lowercased()) else { return [] }
        return [user.commitEmail.lowercased()]
    }

    /// Whether a commit left a path other than each of its parents had it.
    private static func touches(_ path: String, _ commit: GitHubCommit, _ git: GitHubGit) throws -> Bool {
        let entry = try git.entry(at: path, in: commit.tree)
        guard !commit.parents.isEmpty else { return entry != nil }
        return try commit.parents.allSatisfy { parent in
            try git.entry(at: path, in: git.commit(parent).tree)?.sha != entry?.sha
        }
    }
}

/// A repository and its forks, which share their history.
struct GitHubNetwork {
    let site: GitHubSite

    /// The one that belongs to an owner.
    func member(of repository: GitHubRepository, owner: String) throws -> GitHubRepository? {
        if repository.owner.lowercased() == owner.lowercased() { return repository }
        let root = repository.parent ?? repository.id
        return try site.visibleRepositories().first {
            $0.owner.lowercased() == owner.lowercased() && ($0.id == root || $0.parent == root)
        }
    }
}
