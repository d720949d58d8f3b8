/// An issue; a pull request is one as well.
struct GitHubIssue: SimulatorValue, Equatable {
    var number: Int
    var id: Int
    var title: String
    var body: String?
    var author: String
    var isOpen = true
    /// `completed`, `not_planned`, `duplicate` or `reopened`.
    var stateReason: String?
    /// Ids of labels.
    var labels: [Int] = []
    var assignees: [String] = []
    /// The milestone's number.
    var milestone: Int?
    /// The name of its type, where its organization has types.
    var type: String?
    var isLocked = false
    var lockReason: String?
    /// How many there are.
    var comments = 0
    var createdAt: String
    var updatedAt: String
    var closedAt: String?
    var closedBy: String?
    /// What makes it a pull request.
    var pull: GitHubPull?

    var documentID: String { String(number) }
    var state: String { isOpen ? "open" : "closed" }
}

/// A comment on an issue or in the conversation of a pull request.
struct GitHubComment: SimulatorValue, Equatable {
    var id: Int
    /// Of the issue.
    var number: Int
    var author: String
    var body: String
    var createdAt: String
    var updatedAt: String

    var documentID: String { String(id) }
}

/// A label that a repository's issues can have.
struct GitHubLabel: SimulatorValue, Equatable {
    var id: Int
    var name: String
    var color: String
    var description: String?
    var isDefault = false

    var documentID: String { String(id) }

    /// What every new repository has.
    static let standard: [(name: String, color: String, description: String)] = [
        ("bug", "d73a4a", "Something isn't working"),
        ("documentation", "0075ca", "Improvements or additions to documentation"),
        ("duplicate", "cfd3d7", "This issue or pull request already exists"),
        ("enhancement", "a2eeef", "New feature or request"),
        ("good first issue", "7057ff", "Good for newcomers"),
        ("help wanted", "008672", "Extra attention is needed"),
        ("invalid", "e4e669", "This doesn't seem right"),
        ("question", "d876e3", "Further information is requested"),
        ("wontfix", "ffffff", "This will not be worked on"),
    ]
}

/// A goal with a date that issues are put under.
struct GitHubMilestone: SimulatorValue, Equatable {
    var number: Int
    var id: Int
    var title: String
    var description: String?
    var isOpen = true
    var creator: String
    var dueOn: String?
    var createdAt: String
    var updatedAt: String
    var closedAt: String?

    var documentID: String { String(number) }
}
