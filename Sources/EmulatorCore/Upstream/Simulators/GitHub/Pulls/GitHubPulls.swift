/// Pull requests.
enum GitHubPulls {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let state = try call.choice("state", ["open", "closed", "all"], resource: "PullRequest")
        let orders = ["created", "updated", "popularity", "long-running"]
        let order = try call.choice("sort", orders, resource: "PullRequest")
        let (head, base) = (call.query("head")?.lowercased(), call.query("base"))
        let found = try call.site.issues(in: repository.id).all().filter { issue in
            guard let pull = issue.pull, state == "all" || issue.state == state else { return false }
            // A head without an owner finds everything, as at GitHub.
            let isHead = head.map { !$0.contains(":") || pull.head.label.lowercased() == $0 } ?? true
            return isHead && base.map { pull.base.ref == $0 } ?? true
        }
        let isDescending = call.isDescending(standard: order == "created")
        let sorted =
            switch order {
            case "updated": found.sortedStably(descending: isDescending, by: \.updatedAt)
            case "popularity": found.sortedStably(descending: isDescending, by: \.comments)
            default: found.sortedStably(descending: isDescending, by: \.createdAt)
            }
        return try call.page(sorted, json: GitHubPullWriter(call.site, repository).json)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let issue = try call.pull(in: repository)
        if call.accepts("diff") {
            let changes = try GitHubPullRange(call.site, repository, issue).changes()
            return try GitHubCommitWriter(site: call.site, repository: repository).diff(changes)
        }
        return .json(try GitHubPullWriter(call.site, repository).full(issue))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository) = (call.site, try call.changeableRepository())
        let request = try GitHubPullRequest(call.gitHubBody(), of: repository, site)
        let issue = try site.open(request.issue(by: site.me().login, at: site.now), in: repository)
        return .created(try GitHubPullWriter(site, site.repository(id: repository.id)).full(issue))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.changeableRepository(), try call.gitHubBody())
        var issue = try call.pull(in: repository)
        guard try site.permission(on: repository) >= .write || issue.author == site.me().login else {
            throw GitHubError.needsAdmin
        }
        if let title = try body.text("title") {
            guard !title.trimmed.isEmpty else { throw GitHubError.validation("PullRequest", "title", "missing_field") }
            issue.title = title
        }
        if body.has("body") { issue.body = try body.text("body") }
        if let flag = try body.flag("maintainer_can_modify") { issue.pull?.canBeModified = flag }
        if let base = try body.text("base") {
            guard let tip = try site.git(of: repository.id).head(of: base) else {
                throw GitHubError.validation("PullRequest", "base", "invalid")
            }
            issue.pull?.base = .init(ref: base, sha: tip.sha)
        }
        if let state = try body.choice("state", ["open", "closed"]) {
            try setOpen(state == "open", &issue, repository, site)
        }
        issue = try site.save(issue, in: repository)
        return .json(try GitHubPullWriter(site, site.repository(id: repository.id)).full(issue))
    }

    private static func setOpen(
        _ isOpen: Bool, _ issue: inout GitHubIssue, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        if isOpen, !issue.isOpen {
            guard issue.pull?.mergedAt == nil else {
                throw GitHubError.custom(
                    "PullRequest", "state cannot be changed. The pull request was merged.", field: "state")
            }
            let head = try issue.pull.flatMap { try site.git(of: $0.head.repository).head(of: $0.head.ref) }
            guard head != nil else {
                throw GitHubError.custom(
                    "PullRequest", "state cannot be changed. The branch has been deleted.", field: "state")
            }
        }
        try GitHubPullHeads(site: site, repository: repository).rememberBase(of: &issue)
        try site.setOpen(isOpen, &issue, in: repository, by: site.me().login)
    }

    static func commits(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let range = try GitHubPullRange(call.site, repository, call.pull(in: repository))
        return try call.page(range.commits(), json: GitHubCommitWriter(site: call.site, repository: repository).json)
    }

    static func files(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let range = try GitHubPullRange(call.site, repository, call.pull(in: repository))
        let writer = GitHubCommitWriter(site: call.site, repository: repository)
        return try call.page(range.changes()) { try writer.json($0, at: range.head.sha) }
    }
}

extension SimulatorCall {
    /// The pull request in the path.
    func pull(in repository: GitHubRepository) throws -> GitHubIssue {
        let issue = try site.issue(number("pull_number"), in: repository)
        guard issue.pull != nil else { throw GitHubError.notFound }
        return issue
    }
}
