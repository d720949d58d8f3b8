/// Comments on issues, and in the conversations of pull requests.
enum GitHubComments {
    private static let longest = 65_536

    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let issue = try call.issue(in: repository)
        let since = try call.since() ?? ""
        let comments = try call.site.comments(in: repository.id).all().filter {
            $0.number == issue.number && $0.updatedAt >= since
        }
        return try call.page(comments) { try GitHubIssueWriter(call.site, repository).json($0, of: issue) }
    }

    static func ofRepository(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let since = try call.since() ?? ""
        let comments = try call.site.comments(in: repository.id).all().filter { $0.updatedAt >= since }
        let sorted = comments.sortedStably(descending: call.isDescending(standard: false)) {
            call.query("sort") == "updated" ? $0.updatedAt : $0.createdAt
        }
        return try call.page(sorted) { try json($0, repository, call.site) }
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try json(find(call, repository), repository, call.site))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository) = (call.site, try call.changeableRepository())
        let issue = try call.issue(in: repository)
        guard try !issue.isLocked || site.permission(on: repository) >= .write else {
            throw GitHubError.forbidden("Unable to create comment because issue is locked.")
        }
        let text = try text(call.gitHubBody())
        let comment = try site.comment(on: issue, in: repository, by: site.me().login, text, at: site.now)
        return .created(try json(comment, repository, site))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        var comment = try own(call, repository)
        comment.body = try text(call.gitHubBody())
        comment.updatedAt = call.site.now
        try call.site.comments(in: repository.id).save(comment)
        return .json(try json(comment, repository, call.site))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        let comment = try own(call, repository)
        try call.site.comments(in: repository.id).remove(comment.documentID)
        var issue = try call.site.issue(comment.number, in: repository)
        issue.comments -= 1
        try call.site.issues(in: repository.id).save(issue)
        return .noContent
    }

    static func text(_ body: GitHubBody) throws -> String {
        let text = try body.required("body")
        guard !text.trimmed.isEmpty else {
            throw GitHubError.custom("IssueComment", "Body cannot be blank", field: "body")
        }
        guard text.count <= longest else {
            throw GitHubError.custom(
                "IssueComment", "body is too long (maximum is \(longest) characters)", field: "body")
        }
        return text
    }

    private static func find(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubComment {
        guard let comment = try call.site.comments(in: repository.id).find(String(call.number("comment_id"))) else {
            throw GitHubError.notFound
        }
        return comment
    }

    /// One that the account may change: its own, or anybody's where it may write.
    private static func own(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubComment {
        let comment = try find(call, repository)
        let mayWrite = try call.site.permission(on: repository) >= .write
        guard try mayWrite || comment.author == call.site.me().login else { throw GitHubError.needsAdmin }
        return comment
    }

    private static func json(_ comment: GitHubComment, _ repository: GitHubRepository, _ site: GitHubSite) throws
        -> JSONValue
    {
        try GitHubIssueWriter(site, repository).json(comment, of: site.issue(comment.number, in: repository))
    }
}

extension GitHubSite {
    func comment(
        on issue: GitHubIssue, in repository: GitHubRepository, by login: String, _ text: String, at time: String
    ) throws -> GitHubComment {
        let comment = GitHubComment(
            id: try newID(), number: issue.number, author: login, body: text, createdAt: time, updatedAt: time)
        try comments(in: repository.id).save(comment)
        var issue = issue
        issue.comments += 1
        _ = try save(issue, in: repository, at: max(issue.updatedAt, time))
        return comment
    }
}
