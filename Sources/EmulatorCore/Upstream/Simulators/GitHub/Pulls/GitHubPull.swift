/// What a pull request is besides an issue.
struct GitHubPull: Codable, Equatable {
    var id: Int
    var head: Head
    var base: Base
    var isDraft = false
    var canBeModified = false
    var mergedAt: String?
    var mergedBy: String?
    /// The commit that the base was at after the merge.
    var mergeSHA: String?
    /// Logins of those who are asked to review and have not yet.
    var reviewers: [String] = []
    /// Comments on lines, how many there are.
    var reviewComments = 0

    /// Where the changes come from: the same repository or a fork.
    struct Head: Codable, Equatable {
        var repository: Int
        var owner: String
        var ref: String
        var sha: String

        var label: String { "\(owner):\(ref)" }
    }

    /// Where they are to go; the commit is the one when the pull request was last open.
    struct Base: Codable, Equatable {
        var ref: String
        var sha: String
    }
}

/// What is between the two ends of a pull request.
struct GitHubPullRange {
    let git: GitHubGit
    let base: GitHubCommit
    let head: GitHubCommit

    /// - Throws: 404 for an issue that is none.
    init(_ site: GitHubSite, _ repository: GitHubRepository, _ issue: GitHubIssue) throws {
        guard let pull = issue.pull else { throw GitHubError.notFound }
        git = site.git(of: repository.id)
        let tip = issue.isOpen ? try git.head(of: pull.base.ref) : nil
        base = try tip ?? git.commit(pull.base.sha)
        head = try git.commit(pull.head.sha)
    }

    /// The oldest first.
    func commits() throws -> [GitHubCommit] { try git.commits(in: head.sha, notIn: base.sha).reversed() }

    func changes() throws -> [GitHubChange] {
        try git.changes(from: git.mergeBase(base.sha, head.sha)?.tree, to: head.tree)
    }

    /// Nil for a conflict.
    func mergedTree() throws -> String? { try GitHubMerge(git: git).tree(merging: head, into: base) }
}
