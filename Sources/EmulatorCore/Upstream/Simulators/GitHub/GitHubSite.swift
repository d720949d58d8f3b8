import Foundation

/// GitHub as one account has it: who is there, and what belongs to whom.
struct GitHubSite {
    let room: SimulatorRoom

    var users: SimulatorCollection<GitHubUser> { collection("users") }
    var repositories: SimulatorCollection<GitHubRepository> { collection("repositories") }
    func issues(in repository: Int) -> SimulatorCollection<GitHubIssue> { collection("issues:\(repository)") }
    func comments(in repository: Int) -> SimulatorCollection<GitHubComment> { collection("comments:\(repository)") }
    func labels(in repository: Int) -> SimulatorCollection<GitHubLabel> { collection("labels:\(repository)") }
    func milestones(in repository: Int) -> SimulatorCollection<GitHubMilestone> {
        collection("milestones:\(repository)")
    }
    func reviews(in repository: Int) -> SimulatorCollection<GitHubReview> { collection("reviews:\(repository)") }
    func reviewComments(in repository: Int) -> SimulatorCollection<GitHubReviewComment> {
        collection("review_comments:\(repository)")
    }
    func stars(of repository: Int) -> SimulatorCollection<GitHubStar> { collection("stars:\(repository)") }
    func git(of repository: Int) -> GitHubGit { GitHubGit(room: room, repository: repository) }

    /// Ids of repositories by every name that they have or had.
    var names: SimulatorDocuments { room.documents("repository_names") }
    /// Facts about the site itself: whose it is.
    private var facts: SimulatorDocuments { room.documents("site") }

    private func collection<Value>(_ name: String) -> SimulatorCollection<Value> {
        SimulatorCollection(documents: room.documents(name))
    }

    /// Seconds since 1970.
    var seconds: Int { Int(room.now.timeIntervalSince1970.rounded(.down)) }

    /// As GitHub writes times, without fractions.
    var now: String { GitHubTime.text(seconds) }

    /// A number in the look of GitHub's ids, larger than every one before.
    func newID() throws -> Int { 1_900_000_000 + Int(try room.serial()) * 10_007 }

    // MARK: People

    func setMe(_ login: String) throws { try facts.put("me", .string(login)) }

    /// The account's own user.
    func me() throws -> GitHubUser { try user(try facts.get("me")?.string ?? "") }

    func user(_ login: String) throws -> GitHubUser {
        guard let user = try users.find(login.lowercased()) else { throw GitHubError.notFound }
        return user
    }

    /// Whose address it is.
    func user(email: String) throws -> GitHubUser? {
        let wanted = email.lowercased()
        return try users.all().first { $0.commitEmail.lowercased() == wanted || $0.email?.lowercased() == wanted }
    }

    // MARK: Repositories

    /// A repository that the account can see.
    func repository(_ owner: String, _ name: String) throws -> GitHubRepository {
        guard let repository = try find(owner, name), try isVisible(repository) else { throw GitHubError.notFound }
        return repository
    }

    /// Whether or not the account can see it.
    func find(_ owner: String, _ name: String) throws -> GitHubRepository? {
        try names.get("\(owner)/\(name)".lowercased())?.string.flatMap { try repositories.find($0) }
    }

    func repository(id: Int) throws -> GitHubRepository {
        guard let repository = try repositories.find(String(id)) else { throw GitHubError.notFound }
        return repository
    }

    /// Every repository that the account can see, the oldest first.
    func visibleRepositories() throws -> [GitHubRepository] { try repositories.all().filter(isVisible) }

    func isVisible(_ repository: GitHubRepository) throws -> Bool {
        try !repository.isPrivate || permission(on: repository) >= .read
    }

    func permission(on repository: GitHubRepository) throws -> GitHubPermission {
        try permission(of: me(), on: repository)
    }

    func permission(of user: GitHubUser, on repository: GitHubRepository) throws -> GitHubPermission {
        if repository.owner == user.login { return .admin }
        let given = repository.collaborators[user.login] ?? .noAccess
        let owner = try users.find(repository.owner.lowercased())
        return max(given, owner?.members[user.login]?.permission ?? .noAccess, repository.isPrivate ? .noAccess : .read)
    }
}
