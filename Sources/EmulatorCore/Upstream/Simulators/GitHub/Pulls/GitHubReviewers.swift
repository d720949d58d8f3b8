/// Who is asked to review a pull request.
enum GitHubReviewers {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let logins = try call.pull(in: call.repository()).pull?.reviewers ?? []
        return .json(["users": try call.site.briefs(logins), "teams": []])
    }

    static func request(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.writableRepository(), try call.gitHubBody())
        var issue = try call.pull(in: repository)
        let teams = try body.texts("team_reviewers") ?? []
        for login in try body.texts("reviewers") ?? [] {
            guard login.lowercased() != issue.author.lowercased() else {
                throw GitHubError.unprocessable("Review cannot be requested from pull request author.")
            }
            guard try site.isAssignable(login, in: repository) else { throw notCollaborators(repository) }
            let known = try site.user(login).login
            if issue.pull?.reviewers.contains(known) == false { issue.pull?.reviewers.append(known) }
        }
        // There are no teams here.
        guard teams.isEmpty else { throw notCollaborators(repository) }
        issue = try site.save(issue, in: repository)
        return .created(try GitHubPullWriter(site, repository).json(issue))
    }

    static func remove(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.writableRepository(), try call.gitHubBody())
        var issue = try call.pull(in: repository)
        guard let logins = try body.texts("reviewers") else { throw body.missing("reviewers") }
        let gone = Set(logins.map { $0.lowercased() })
        issue.pull?.reviewers.removeAll { gone.contains($0.lowercased()) }
        issue = try site.save(issue, in: repository)
        return .json(try GitHubPullWriter(site, repository).json(issue))
    }

    private static func notCollaborators(_ repository: GitHubRepository) -> GitHubError {
        .unprocessable(
            "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not"
                + " a collaborator of the \(repository.fullName) repository.")
    }
}
