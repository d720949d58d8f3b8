/// Issues one by one.
enum GitHubIssues {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try GitHubIssueWriter(call.site, repository).full(call.issue(in: repository)))
    }

    /// Labels, assignees and the milestone of somebody who may only read are passed over without a word.
    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.changeableRepository(), try call.gitHubBody())
        guard repository.features.issues else {
            throw GitHubError(status: 410, message: "Issues has been disabled in this repository.")
        }
        let title = try title(body, isRequired: true) ?? ""
        var issue = GitHubIssue(
            number: 0, id: try site.newID(), title: title, body: try body.text("body"), author: try site.me().login,
            createdAt: site.now, updatedAt: site.now)
        if try site.permission(on: repository) >= .triage { try sort(&issue, by: body, repository, site) }
        issue = try site.open(issue, in: repository)
        return .created(try GitHubIssueWriter(site, repository).full(issue))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.changeableRepository(), try call.gitHubBody())
        var issue = try call.issue(in: repository)
        let mayTriage = try site.permission(on: repository) >= .triage
        guard try mayTriage || issue.author == site.me().login else { throw GitHubError.needsAdmin }
        if let title = try title(body, isRequired: false) { issue.title = title }
        if body.has("body") { issue.body = try body.text("body") }
        try setState(&issue, body, repository, site)
        if mayTriage { try sort(&issue, by: body, repository, site) }
        issue = try site.save(issue, in: repository)
        return .json(try GitHubIssueWriter(site, site.repository(id: repository.id)).full(issue))
    }

    private static func title(_ body: GitHubBody, isRequired: Bool) throws -> String? {
        guard let title = try isRequired ? body.required("title") : body.text("title") else { return nil }
        guard !title.trimmed.isEmpty else { throw GitHubError.validation("Issue", "title", "missing_field") }
        guard title.count <= 1_024 else {
            throw GitHubError.custom("Issue", "title is too long (maximum is 1024 characters)", field: "title")
        }
        return title
    }

    private static func setState(
        _ issue: inout GitHubIssue, _ body: GitHubBody, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        let reason = try body.choice("state_reason", ["completed", "not_planned", "duplicate", "reopened"])
        guard let state = try body.choice("state", ["open", "closed"]) else { return }
        let wasOpen = issue.isOpen
        try site.setOpen(state == "open", &issue, in: repository, by: site.me().login)
        guard issue.pull == nil else { return }
        if state == "closed" {
            issue.stateReason =
                reason == "reopened" ? "completed" : reason ?? (wasOpen ? "completed" : issue.stateReason)
        } else if !wasOpen {
            issue.stateReason = "reopened"
        }
    }

    /// What people with some say in the repository decide: labels, assignees, milestone, type.
    private static func sort(
        _ issue: inout GitHubIssue, by body: GitHubBody, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        if let names = try body.labelNames() { issue.labels = try site.labelIDs(names, in: repository) }
        let single = try body.text("assignee").map { $0.isEmpty ? [] : [$0] }
        if let logins = try body.texts("assignees") ?? single {
            issue.assignees = try GitHubAssignees.checked(logins, repository, site)
        }
        if body.has("milestone") {
            issue.milestone = try body["milestone"].map { try milestone($0, repository, site) }
        }
        if body.has("type") { issue.type = try type(body.text("type"), repository, site) }
    }

    private static func milestone(_ value: JSONValue, _ repository: GitHubRepository, _ site: GitHubSite) throws -> Int
    {
        let number = value.number.flatMap { Int(exactly: $0) } ?? value.string.flatMap { Int($0) }
        guard let number, try site.milestones(in: repository.id).find(String(number)) != nil else {
            throw GitHubError.validation("Issue", "milestone", "invalid", value: value)
        }
        return number
    }

    /// The types that organizations have from the start.
    private static let types = ["Task", "Bug", "Feature"]

    private static func type(_ name: String?, _ repository: GitHubRepository, _ site: GitHubSite) throws -> String? {
        guard let name else { return nil }
        let hasTypes = try site.user(repository.owner).isOrganization
        guard hasTypes, let type = types.first(where: { $0.lowercased() == name.lowercased() }) else {
            throw GitHubError.validation("Issue", "type", "invalid", value: .string(name))
        }
        return type
    }

    // MARK: The conversation's lock

    static func lock(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        var issue = try call.issue(in: repository)
        issue.lockReason = try call.gitHubBody().choice("lock_reason", ["off-topic", "too heated", "resolved", "spam"])
        issue.isLocked = true
        _ = try call.site.save(issue, in: repository)
        return .noContent
    }

    static func unlock(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        var issue = try call.issue(in: repository)
        (issue.isLocked, issue.lockReason) = (false, nil)
        _ = try call.site.save(issue, in: repository)
        return .noContent
    }
}
