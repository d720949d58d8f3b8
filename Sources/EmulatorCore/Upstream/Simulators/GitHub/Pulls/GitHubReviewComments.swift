/// Comments on lines of a pull request's changes.
enum GitHubReviewComments {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let number = try call.pull(in: repository).number
        let since = try call.since() ?? ""
        let comments = try call.site.reviewComments(in: repository.id).all().filter {
            $0.number == number && $0.updatedAt >= since
        }
        let sorted = comments.sortedStably(descending: call.query("sort") != nil && call.isDescending(standard: false))
        {
            call.query("sort") == "updated" ? $0.updatedAt : $0.createdAt
        }
        return try call.page(sorted, json: writer(call, repository).json)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try writer(call, repository).json(find(call, repository)))
    }

    /// A single comment is a review of its own.
    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.changeableRepository(), try call.gitHubBody())
        let issue = try call.pull(in: repository)
        if let id = try body.whole("in_reply_to") { return try reply(call, to: id, body, repository) }
        _ = try body.required("commit_id")
        let review = try review(of: issue, body, repository, site)
        return .created(
            try writer(call, repository).json(add(body, to: review, repository, site)))
    }

    static func reply(_ call: SimulatorCall) throws -> UpstreamResponse {
        try reply(call, to: call.number("comment_id"), call.gitHubBody(), call.changeableRepository())
    }

    private static func reply(_ call: SimulatorCall, to id: Int, _ body: GitHubBody, _ repository: GitHubRepository)
        throws -> UpstreamResponse
    {
        let site = call.site
        let issue = try call.pull(in: repository)
        guard let parent = try site.reviewComments(in: repository.id).find(String(id)), parent.number == issue.number
        else { throw GitHubError.notFound }
        var answer = parent
        (answer.id, answer.review) = (try site.newID(), try review(of: issue, body, repository, site).id)
        (answer.author, answer.body) = (try site.me().login, try GitHubComments.text(body))
        (answer.createdAt, answer.updatedAt) = (site.now, site.now)
        answer.inReplyTo = parent.inReplyTo ?? parent.id
        try keep(answer, repository, site)
        return .created(try writer(call, repository).json(answer))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        var comment = try own(call, repository)
        comment.body = try GitHubComments.text(call.gitHubBody())
        comment.updatedAt = call.site.now
        try call.site.reviewComments(in: repository.id).save(comment)
        return .json(try writer(call, repository).json(comment))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        try remove(own(call, repository), repository, call.site)
        return .noContent
    }

    static func remove(_ comment: GitHubReviewComment, _ repository: GitHubRepository, _ site: GitHubSite) throws {
        try site.reviewComments(in: repository.id).remove(comment.documentID)
        var issue = try site.issue(comment.number, in: repository)
        issue.pull?.reviewComments -= 1
        try site.issues(in: repository.id).save(issue)
    }

    /// Puts a comment on a line of the changes.
    /// - Throws: 422 when the changes do not have that line.
    @discardableResult
    static func add(
        _ body: GitHubBody, to review: GitHubReview, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws -> GitHubReviewComment {
        let (path, text) = (try body.required("path"), try GitHubComments.text(body))
        let issue = try site.issue(review.number, in: repository)
        let range = try GitHubPullRange(site, repository, issue)
        guard let change = try range.changes().first(where: { $0.path == path }) else {
            throw GitHubError.entity("Path could not be resolved")
        }
        let patch = try range.git.patch(of: change)
        let side = try body.choice("side", ["RIGHT", "LEFT"]) ?? "RIGHT"
        let place =
            try body.whole("line").map { patch.place(line: $0, side: side) }
            ?? body.whole("position").map { patch.place(at: $0) }
        guard let place = place ?? nil else { throw GitHubError.entity("Line could not be resolved") }
        let time = review.submittedAt ?? site.now
        let comment = GitHubReviewComment(
            id: try site.newID(), number: review.number, review: review.id, author: review.author, body: text,
            path: path, commit: review.commit, place: place, startLine: try body.whole("start_line"),
            createdAt: time, updatedAt: time)
        try keep(comment, repository, site)
        return comment
    }

    private static func keep(_ comment: GitHubReviewComment, _ repository: GitHubRepository, _ site: GitHubSite) throws
    {
        try site.reviewComments(in: repository.id).save(comment)
        var issue = try site.issue(comment.number, in: repository)
        issue.pull?.reviewComments += 1
        _ = try site.save(issue, in: repository, at: max(issue.updatedAt, comment.createdAt))
    }

    /// The review that a single comment makes.
    private static func review(
        of issue: GitHubIssue, _ body: GitHubBody, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws -> GitHubReview {
        let review = GitHubReview(
            id: try site.newID(), number: issue.number, author: try site.me().login, body: "", state: .commented,
            commit: try body.text("commit_id") ?? issue.pull?.head.sha ?? "", submittedAt: site.now)
        try site.reviews(in: repository.id).save(review)
        return review
    }

    private static func find(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubReviewComment {
        let id = try call.number("comment_id")
        guard let comment = try call.site.reviewComments(in: repository.id).find(String(id)) else {
            throw GitHubError.notFound
        }
        return comment
    }

    private static func own(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubReviewComment {
        let comment = try find(call, repository)
        let mayWrite = try call.site.permission(on: repository) >= .write
        guard try mayWrite || comment.author == call.site.me().login else { throw GitHubError.needsAdmin }
        return comment
    }

    private static func writer(_ call: SimulatorCall, _ repository: GitHubRepository) -> GitHubReviewWriter {
        GitHubReviewWriter(site: call.site, repository: repository)
    }
}
