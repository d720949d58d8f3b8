/// Milestones.
enum GitHubMilestones {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let state = try call.choice("state", ["open", "closed", "all"], resource: "Milestone")
        let order = try call.choice("sort", ["due_on", "completeness"], resource: "Milestone")
        let writer = try GitHubIssueWriter(call.site, repository)
        let found = try call.site.milestones(in: repository.id).all()
            .filter { state == "all" || $0.isOpen == (state == "open") }.map { ($0, try writer.json($0)) }
        let isDescending = call.isDescending(standard: false)
        // Those without a date come last.
        let sorted =
            order == "due_on"
            ? found.sortedStably(descending: isDescending) { $0.0.dueOn ?? "9999" }
            : found.sortedStably(descending: isDescending) { completeness($0.1) }
        return try call.page(sorted) { $0.1 }
    }

    private static func completeness(_ json: JSONValue) -> Double {
        let (open, closed) = (json["open_issues"]?.number ?? 0, json["closed_issues"]?.number ?? 0)
        return closed / max(open + closed, 1)
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try GitHubIssueWriter(call.site, repository).json(find(call, repository)))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository) = (call.site, try call.writableRepository())
        let body = try call.gitHubBody()
        let number = (try site.milestones(in: repository.id).all().map(\.number).max() ?? 0) + 1
        var milestone = GitHubMilestone(
            number: number, id: try site.newID(), title: try body.required("title"), creator: try site.me().login,
            createdAt: site.now, updatedAt: site.now)
        try change(&milestone, body, repository, site)
        return .created(try GitHubIssueWriter(site, repository).json(milestone))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        var milestone = try find(call, repository)
        let body = try call.gitHubBody()
        if let title = try body.text("title") { milestone.title = title }
        try change(&milestone, body, repository, call.site)
        return .json(try GitHubIssueWriter(call.site, repository).json(milestone))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let milestone = try find(call, repository)
        for var issue in try call.site.issues(in: repository.id).all() where issue.milestone == milestone.number {
            issue.milestone = nil
            try call.site.issues(in: repository.id).save(issue)
        }
        try call.site.milestones(in: repository.id).remove(milestone.documentID)
        return .noContent
    }

    private static func find(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubMilestone {
        let number = try call.number("milestone_number")
        guard let milestone = try call.site.milestones(in: repository.id).find(String(number)) else {
            throw GitHubError.notFound
        }
        return milestone
    }

    private static func change(
        _ milestone: inout GitHubMilestone, _ body: GitHubBody, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        guard !milestone.title.trimmed.isEmpty else {
            throw GitHubError.validation("Milestone", "title", "missing_field")
        }
        let others = try site.milestones(in: repository.id).all().filter { $0.number != milestone.number }
        guard !others.contains(where: { $0.title == milestone.title }) else {
            throw GitHubError.validation("Milestone", "title", "already_exists")
        }
        if body.has("description") { milestone.description = try body.text("description") }
        if body.has("due_on") { milestone.dueOn = try body.text("due_on").map(due) }
        if let state = try body.choice("state", ["open", "closed"]), milestone.isOpen != (state == "open") {
            milestone.isOpen = state == "open"
            milestone.closedAt = milestone.isOpen ? nil : site.now
        }
        milestone.updatedAt = site.now
        try site.milestones(in: repository.id).save(milestone)
    }

    private static func due(_ text: String) throws -> String {
        guard let seconds = GitHubTime.seconds(text) else {
            throw GitHubError.invalidRequest("For 'properties/due_on', \(text) is not a valid date-time.")
        }
        return GitHubTime.text(seconds)
    }
}
