/// What is said about a repository: topics, languages, who works on it.
enum GitHubRepositoryFacts {
    static func topics(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(["names": .strings(try call.repository().topics)])
    }

    static func replaceTopics(_ call: SimulatorCall) throws -> UpstreamResponse {
        var repository = try call.changeableRepository()
        guard try call.site.permission(on: repository) >= .admin else { throw GitHubError.needsAdmin }
        let body = try call.gitHubBody()
        guard let names = try body.texts("names") else { throw body.missing("names") }
        let topics = names.map { $0.lowercased() }
        guard topics.count <= 20, topics.allSatisfy(isTopic) else {
            throw GitHubError.validation("Repository", "topics", "invalid")
        }
        repository.topics = topics.reduce(into: []) { kept, topic in if !kept.contains(topic) { kept.append(topic) } }
        repository.updatedAt = call.site.now
        try call.site.repositories.save(repository)
        return .json(["names": .strings(repository.topics)])
    }

    private static func isTopic(_ text: String) -> Bool {
        (1...50).contains(text.count) && text.first != "-"
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// Bytes by language, in the default branch.
    static func languages(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let bytes = try GitHubLanguages.bytes(of: call.site.git(of: repository.id), branch: repository.defaultBranch)
        return .json(.object(bytes.mapValues(JSONValue.int)))
    }

    /// Authors of the default branch's commits, the busiest first.
    static func contributors(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let git = call.site.git(of: repository.id)
        let commits = try git.head(of: repository.defaultBranch).map { try git.history(from: [$0.sha]) } ?? []
        var counts: [(login: String, count: Int)] = []
        for login in try commits.compactMap({ try call.site.user(email: $0.author.email)?.login }) {
            if let index = counts.firstIndex(where: { $0.login == login }) {
                counts[index].count += 1
            } else {
                counts.append((login, 1))
            }
        }
        return try call.page(counts.sortedStably(descending: true, by: \.count)) { entry in
            try call.site.brief(entry.login).adding(["contributions": .int(entry.count)])
        }
    }

    static func collaborators(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let least = call.query("permission").flatMap(GitHubPermission.init) ?? .read
        let isForOutsiders = call.query("affiliation") == "outside"
        let owner = try call.site.user(repository.owner)
        let people = try call.site.users.all().compactMap { user -> (GitHubUser, GitHubPermission)? in
            let permission = try call.site.permission(of: user, on: repository)
            guard !user.isOrganization, permission > (repository.isPrivate ? .noAccess : .read), permission >= least,
                !isForOutsiders || owner.members[user.login] == nil && owner.login != user.login
            else { return nil }
            return (user, permission)
        }
        return try call.page(people) { user, permission in
            user.brief.adding(["permissions": permission.json, "role_name": .string(permission.roleName)])
        }
    }

    static func isCollaborator(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let user = try call.site.user(call["username"])
        let permission = try call.site.permission(of: user, on: repository)
        guard permission > (repository.isPrivate ? .noAccess : .read) else { throw GitHubError.notFound }
        return .noContent
    }
}
