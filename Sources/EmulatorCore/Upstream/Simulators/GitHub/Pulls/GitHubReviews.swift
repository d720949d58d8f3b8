/// Reviews.
enum GitHubReviews {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let number = try call.pull(in: repository).number
        let reviews = try call.site.reviews(in: repository.id).all().filter { $0.number == number }
        return try call.page(reviews, json: writer(call, repository).json)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try writer(call, repository).json(find(call, repository)))
    }

    static func comments(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let id = try find(call, repository).id
        let comments = try call.site.reviewComments(in: repository.id).all().filter { $0.review == id }
        return try call.page(comments, json: writer(call, repository).json)
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.changeableRepository(), try call.gitHubBody())
        let (issue, me) = (try call.pull(in: repository), try site.me().login)
        let event = try body.choice("event", ["APPROVE", "REQUEST_CHANGES", "COMMENT"])
        let pending = try site.reviews(in: repository.id).all().first {
            $0.number == issue.number && $0.author == me && $0.state == .pending
        }
        guard pending == nil else {
            throw GitHubError.entity("User can only have one pending review per pull request")
        }
        var review = GitHubReview(
            id: try site.newID(), number: issue.number, author: me, body: try body.text("body") ?? "",
            state: .pending, commit: try body.text("commit_id") ?? issue.pull?.head.sha ?? "")
        let comments = try body.items("comments") ?? []
        if let event { try submit(&review, event, of: issue, hasComments: !comments.isEmpty, call) }
        try site.reviews(in: repository.id).save(review)
        for comment in comments {
            guard let members = comment.object else {
                throw GitHubError.invalidRequest("For 'properties/comments', \(comment.shown) is not an object.")
            }
            try GitHubReviewComments.add(GitHubBody(members: members), to: review, repository, site)
        }
        try note(review, repository, site)
        return .json(try writer(call, repository).json(review))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        var review = try own(call, repository)
        review.body = try call.gitHubBody().required("body")
        try call.site.reviews(in: repository.id).save(review)
        return .json(try writer(call, repository).json(review))
    }

    /// Only what nobody has seen yet.
    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        let review = try own(call, repository)
        guard review.state == .pending else {
            throw GitHubError.entity("Can not delete a non-pending pull request review")
        }
        let comments = call.site.reviewComments(in: repository.id)
        for comment in try comments.all() where comment.review == review.id {
            try GitHubReviewComments.remove(comment, repository, call.site)
        }
        try call.site.reviews(in: repository.id).remove(review.documentID)
        return .json(try writer(call, repository).json(review))
    }

    static func submitPending(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.changeableRepository()
        let body = try call.gitHubBody()
        var review = try own(call, repository)
        guard review.state == .pending else { throw GitHubError.entity("Review has already been submitted") }
        guard let event = try body.choice("event", ["APPROVE", "REQUEST_CHANGES", "COMMENT"]) else {
            throw body.missing("event")
        }
        if let text = try body.text("body") { review.body = text }
        let comments = try call.site.reviewComments(in: repository.id).all()
        let hasComments = comments.contains { $0.review == review.id }
        try submit(&review, event, of: call.pull(in: repository), hasComments: hasComments, call)
        try call.site.reviews(in: repository.id).save(review)
        try note(review, repository, call.site)
        return .json(try writer(call, repository).json(review))
    }

    static func dismiss(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        _ = try call.gitHubBody().required("message")
        var review = try find(call, repository)
        guard [.approved, .changesRequested].contains(review.state) else {
            throw GitHubError.entity("Can not dismiss a \(review.state.rawValue.lowercased()) pull request review")
        }
        review.state = .dismissed
        try call.site.reviews(in: repository.id).save(review)
        return .json(try writer(call, repository).json(review))
    }

    private static func submit(
        _ review: inout GitHubReview, _ event: String, of issue: GitHubIssue, hasComments: Bool, _ call: SimulatorCall
    ) throws {
        guard let state = GitHubReview.State(event: event) else { return }
        if review.author == issue.author, state != .commented {
            let what = state == .approved ? "approve" : "request changes on"
            throw GitHubError.entity("Can not \(what) your own pull request")
        }
        guard state == .approved || hasComments || !review.body.trimmed.isEmpty else {
            throw GitHubError.entity("Body can't be blank")
        }
        review.state = state
        review.submittedAt = call.site.now
    }

    /// Whoever reviewed is not asked any more.
    private static func note(_ review: GitHubReview, _ repository: GitHubRepository, _ site: GitHubSite) throws {
        guard review.state != .pending else { return }
        var issue = try site.issue(review.number, in: repository)
        issue.pull?.reviewers.removeAll { $0 == review.author }
        _ = try site.save(issue, in: repository)
    }

    private static func find(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubReview {
        let (id, number) = (try call.number("review_id"), try call.pull(in: repository).number)
        guard let review = try call.site.reviews(in: repository.id).find(String(id)), review.number == number else {
            throw GitHubError.notFound
        }
        return review
    }

    private static func own(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubReview {
        let review = try find(call, repository)
        guard try review.author == call.site.me().login else { throw GitHubError.notFound }
        return review
    }

    private static func writer(_ call: SimulatorCall, _ repository: GitHubRepository) -> GitHubReviewWriter {
        GitHubReviewWriter(site: call.site, repository: repository)
    }
}

extension GitHubError {
    /// How reviews refuse: with sentences.
    static func entity(_ message: String) -> GitHubError {
        GitHubError(status: 422, message: "Unprocessable Entity", errors: [.string(message)])
    }
}
