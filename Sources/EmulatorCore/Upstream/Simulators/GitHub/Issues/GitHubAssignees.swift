/// Who works on an issue.
enum GitHubAssignees {
    private static let most = 10

    static func assignable(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let logins = try call.site.users.all().map(\.login).filter { try call.site.isAssignable($0, in: repository) }
        return try call.page(logins, json: call.site.brief)
    }

    static func isAssignable(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard try call.site.isAssignable(call["assignee"], in: call.repository()) else { throw GitHubError.notFound }
        return .noContent
    }

    /// People who cannot be assigned are passed over.
    static func add(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.triagedRepository()
        return try change(call, repository, status: 201) { issue, logins in
            for login in logins where !issue.assignees.contains(login) && issue.assignees.count < most {
                guard try call.site.isAssignable(login, in: repository) else { continue }
                issue.assignees.append(login)
            }
        }
    }

    static func remove(_ call: SimulatorCall) throws -> UpstreamResponse {
        try change(call, call.triagedRepository(), status: 200) { issue, logins in
            issue.assignees.removeAll(where: logins.contains)
        }
    }

    private static func change(
        _ call: SimulatorCall, _ repository: GitHubRepository, status: Int,
        _ edit: (inout GitHubIssue, [String]) throws -> Void
    ) throws -> UpstreamResponse {
        var issue = try call.issue(in: repository)
        let logins = try (call.gitHubBody().texts("assignees") ?? []).compactMap { login in
            try call.site.users.find(login.lowercased())?.login
        }
        try edit(&issue, logins)
        issue = try call.site.save(issue, in: repository)
        return .json(try GitHubIssueWriter(call.site, repository).json(issue), status: status)
    }

    /// Logins that replace the ones before.
    /// - Throws: 422 when one cannot be assigned.
    static func checked(_ logins: [String], _ repository: GitHubRepository, _ site: GitHubSite) throws -> [String] {
        let found = try logins.map { login in
            guard try site.isAssignable(login, in: repository) else {
                throw GitHubError.validation("Issue", "assignees", "invalid", value: .string(login))
            }
            return try site.user(login).login
        }
        let unique = found.reduce(into: [String]()) { kept, login in if !kept.contains(login) { kept.append(login) } }
        return Array(unique.prefix(most))
    }
}
