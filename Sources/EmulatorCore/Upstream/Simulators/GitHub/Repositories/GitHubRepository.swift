/// A repository and its settings.
struct GitHubRepository: SimulatorValue, Equatable {
    var id: Int
    var owner: String
    var name: String
    var description: String?
    var homepage: String?
    var isPrivate = false
    var isTemplate = false
    var isArchived = false
    /// The repository that this is a fork of.
    var parent: Int?
    var defaultBranch = "main"
    var topics: [String] = []
    /// SPDX id.
    var license: String?
    var language: String?
    var features = Features()
    var merging = Merging()
    /// People beyond the owner, or the organization's members, by login.
    var collaborators: [String: GitHubPermission] = [:]
    /// The number that was given last to an issue or a pull request.
    var lastNumber = 0
    var openIssues = 0
    var stars = 0
    var forks = 0
    /// In kilobytes.
    var size = 0
    var createdAt: String
    var updatedAt: String
    var pushedAt: String

    struct Features: Codable, Equatable {
        var issues = true
        var projects = true
        var wiki = true
        var discussions = false
    }

    struct Merging: Codable, Equatable {
        var squash = true
        var merge = true
        var rebase = true
        var auto = false
        var updatesBranch = false
        var deletesBranch = false
        var allowsForks = true
    }

    var documentID: String { String(id) }
    var fullName: String { "\(owner)/\(name)" }
    var url: String { "\(GitHubURL.api)/repos/\(fullName)" }
    var htmlURL: String { "\(GitHubURL.html)/\(fullName)" }
    var visibility: String { isPrivate ? "private" : "public" }
}

/// That somebody starred a repository.
struct GitHubStar: SimulatorValue {
    var login: String
    var starredAt: String

    var documentID: String { login.lowercased() }
}
