/// Stars: what the account starred, and who starred a repository.
enum GitHubStars {
    static func mine(_ call: SimulatorCall) throws -> UpstreamResponse { try list(call, of: call.site.me()) }

    static func ofUser(_ call: SimulatorCall) throws -> UpstreamResponse {
        try list(call, of: call.site.user(call["username"]))
    }

    private static func list(_ call: SimulatorCall, of user: GitHubUser) throws -> UpstreamResponse {
        let order = try call.choice("sort", ["created", "updated"], resource: "Star")
        let starred = try call.site.visibleRepositories().compactMap { repository in
            try call.site.stars(of: repository.id).find(user.documentID).map { (repository, $0.starredAt) }
        }
        let sorted = starred.sortedStably(descending: call.isDescending(standard: true)) { repository, time in
            order == "created" ? time : repository.updatedAt
        }
        let withTimes = call.accepts("star")
        return try call.page(sorted) { repository, time in
            let json = try call.site.json(repository)
            return withTimes ? ["starred_at": .string(time), "repo": json] : json
        }
    }

    static func check(_ call: SimulatorCall) throws -> UpstreamResponse {
        let stars = call.site.stars(of: try call.repository().id)
        guard try stars.find(call.site.me().documentID) != nil else { throw GitHubError.notFound }
        return .noContent
    }

    static func add(_ call: SimulatorCall) throws -> UpstreamResponse {
        try call.site.star(call.repository(), by: call.site.me(), at: call.site.now)
        return .noContent
    }

    static func remove(_ call: SimulatorCall) throws -> UpstreamResponse {
        var repository = try call.repository()
        guard try call.site.stars(of: repository.id).remove(call.site.me().documentID) else { return .noContent }
        repository.stars -= 1
        try call.site.repositories.save(repository)
        return .noContent
    }

    static func stargazers(_ call: SimulatorCall) throws -> UpstreamResponse {
        let withTimes = call.accepts("star")
        return try call.page(call.site.stars(of: call.repository().id).all()) { star in
            let user = try call.site.brief(star.login)
            return withTimes ? ["starred_at": .string(star.starredAt), "user": user] : user
        }
    }
}

extension GitHubSite {
    /// A second star of the same user changes nothing.
    func star(_ repository: GitHubRepository, by user: GitHubUser, at time: String) throws {
        guard try stars(of: repository.id).find(user.documentID) == nil else { return }
        try stars(of: repository.id).save(GitHubStar(login: user.login, starredAt: time))
        var repository = repository
        repository.stars += 1
        try repositories.save(repository)
    }

    /// For good, with everything that is in it.
    func delete(_ repository: GitHubRepository) throws {
        let id = repository.id
        for name in try names.all() where name.body.string == repository.documentID { try names.remove(name.id) }
        try issues(in: id).removeAll()
        try comments(in: id).removeAll()
        try labels(in: id).removeAll()
        try milestones(in: id).removeAll()
        try reviews(in: id).removeAll()
        try reviewComments(in: id).removeAll()
        try stars(of: id).removeAll()
        try git(of: id).removeAll()
        try repositories.remove(repository.documentID)
        if var parent = try repository.parent.flatMap({ try repositories.find(String($0)) }) {
            parent.forks -= 1
            try repositories.save(parent)
        }
    }
}
