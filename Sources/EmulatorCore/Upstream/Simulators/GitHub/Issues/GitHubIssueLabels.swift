/// The labels on an issue.
enum GitHubIssueLabels {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return try call.page(labels(of: call.issue(in: repository), repository, call.site)) {
            try GitHubIssueWriter(call.site, repository).json($0)
        }
    }

    static func add(_ call: SimulatorCall) throws -> UpstreamResponse {
        try change(call) { $0 + $1.filter { [old = $0] id in !old.contains(id) } }
    }

    static func set(_ call: SimulatorCall) throws -> UpstreamResponse { try change(call) { $1 } }

    static func removeAll(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        var issue = try call.issue(in: repository)
        issue.labels = []
        _ = try call.site.save(issue, in: repository)
        return .noContent
    }

    static func remove(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        var issue = try call.issue(in: repository)
        guard let label = try call.site.label(call["name"], in: repository), issue.labels.contains(label.id) else {
            throw GitHubError(status: 404, message: "Label does not exist")
        }
        issue.labels.removeAll { $0 == label.id }
        return try answer(call.site.save(issue, in: repository), repository, call.site)
    }

    private static func change(_ call: SimulatorCall, _ edit: ([Int], [Int]) -> [Int]) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        var issue = try call.issue(in: repository)
        // The names may stand in the body without a name of their own.
        var body = GitHubBody(members: [:])
        if case .json(.array(let names)) = call.request.body {
            body = GitHubBody(members: ["labels": .array(names)])
        } else {
            body = try call.gitHubBody()
        }
        guard let names = try body.labelNames() else { throw body.missing("labels") }
        issue.labels = edit(issue.labels, try call.site.labelIDs(names, in: repository))
        return try answer(call.site.save(issue, in: repository), repository, call.site)
    }

    private static func answer(_ issue: GitHubIssue, _ repository: GitHubRepository, _ site: GitHubSite) throws
        -> UpstreamResponse
    {
        let writer = try GitHubIssueWriter(site, repository)
        return .json(.array(try labels(of: issue, repository, site).map { writer.json($0) }))
    }

    private static func labels(of issue: GitHubIssue, _ repository: GitHubRepository, _ site: GitHubSite) throws
        -> [GitHubLabel]
    {
        try issue.labels.compactMap { try site.labels(in: repository.id).find(String($0)) }
    }
}
