/// Lists of issues; pull requests are among them.
enum GitHubIssueLists {
    typealias Entry = (repository: GitHubRepository, issue: GitHubIssue)

    static func ofRepository(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let site = call.site
        var issues = try common(call, site.issues(in: repository.id).all().map { (repository, $0) })
        if let login = call.query("creator") { issues = try having(call, "creator", login, issues) { [$0.author] } }
        if let login = call.query("assignee") { issues = try having(call, "assignee", login, issues, \.assignees) }
        if let login = call.query("mentioned")?.lowercased() {
            issues = issues.filter { Self.mentions(login, $0.issue) }
        }
        if let milestone = call.query("milestone") { issues = try under(milestone, issues) }
        if let type = call.query("type")?.lowercased() {
            issues = issues.filter {
                type == "*" ? $0.issue.type != nil : ($0.issue.type ?? "none").lowercased() == type
            }
        }
        let writer = try GitHubIssueWriter(site, repository)
        return try call.page(issues) { try writer.json($0.issue) }
    }

    /// In every repository that concerns the account.
    static func mine(_ call: SimulatorCall) throws -> UpstreamResponse { try list(call) { _ in true } }

    static func ofOrganization(_ call: SimulatorCall) throws -> UpstreamResponse {
        let organization = try GitHubUsers.organization(named: call["org"], call.site).login
        return try list(call) { $0.owner == organization }
    }

    private static func list(_ call: SimulatorCall, where isMeant: (GitHubRepository) -> Bool) throws
        -> UpstreamResponse
    {
        let (site, me) = (call.site, try call.site.me())
        let filters = ["assigned", "created", "mentioned", "subscribed", "repos", "all"]
        let filter = try call.choice("filter", filters, resource: "Issue")
        let repositories = try site.visibleRepositories().filter { repository in
            try isMeant(repository) && site.permission(of: me, on: repository) > .read
        }
        let all = try repositories.flatMap { repository in
            try site.issues(in: repository.id).all().map { (repository, $0) }
        }
        let found = try common(call, all).filter { entry in
            let issue = entry.issue
            return switch filter {
            case "assigned": issue.assignees.contains(me.login)
            case "created": issue.author == me.login
            case "mentioned": mentions(me.login.lowercased(), issue)
            case "subscribed": issue.author == me.login || issue.assignees.contains(me.login)
            default: true
            }
        }
        return try call.page(found) { entry in
            try GitHubIssueWriter(site, entry.repository).json(entry.issue).adding([
                "repository": try site.json(entry.repository)
            ])
        }
    }

    /// What all lists can be narrowed and sorted by.
    private static func common(_ call: SimulatorCall, _ all: [Entry]) throws -> [Entry] {
        let state = try call.choice("state", ["open", "closed", "all"], resource: "Issue")
        let order = try call.choice("sort", ["created", "updated", "comments"], resource: "Issue")
        var found = all.filter { state == "all" || $0.issue.state == state }
        if let since = try call.since() { found = found.filter { $0.issue.updatedAt >= since } }
        for name in (call.query("labels") ?? "").split(separator: ",").map(\.trimmed) where !name.isEmpty {
            let ids = try Dictionary(grouping: found, by: \.repository.id).mapValues { entries in
                try call.site.label(name, in: entries[0].repository)?.id
            }
            found = found.filter { entry in
                ids[entry.repository.id].flatMap { $0 }.map(entry.issue.labels.contains) ?? false
            }
        }
        let isDescending = call.isDescending(standard: true)
        return switch order {
        case "comments": found.sortedStably(descending: isDescending, by: \.issue.comments)
        case "updated": found.sortedStably(descending: isDescending, by: \.issue.updatedAt)
        default: found.sortedStably(descending: isDescending, by: \.issue.createdAt)
        }
    }

    /// Those whose people of a role are as asked.
    private static func having(
        _ call: SimulatorCall, _ name: String, _ login: String, _ issues: [Entry],
        _ people: (GitHubIssue) -> [String]
    ) throws -> [Entry] {
        if name == "assignee", login == "none" { return issues.filter { people($0.issue).isEmpty } }
        if name == "assignee", login == "*" { return issues.filter { !people($0.issue).isEmpty } }
        guard let user = try call.site.users.find(login.lowercased()) else {
            throw GitHubError.validation("Issue", name, "invalid", value: .string(login))
        }
        return issues.filter { people($0.issue).contains(user.login) }
    }

    private static func under(_ milestone: String, _ issues: [Entry]) throws -> [Entry] {
        if milestone == "*" { return issues.filter { $0.issue.milestone != nil } }
        if milestone == "none" { return issues.filter { $0.issue.milestone == nil } }
        guard let number = Int(milestone) else {
            throw GitHubError.validation("Issue", "milestone", "invalid", value: .string(milestone))
        }
        return issues.filter { $0.issue.milestone == number }
    }

    static func mentions(_ login: String, _ issue: GitHubIssue) -> Bool {
        (issue.body ?? "").lowercased().contains("@\(login)")
    }
}
