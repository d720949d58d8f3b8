/// The three ways to merge.
enum GitHubMergeMethod: String {
    case merge
    case squash
    case rebase

    /// - Throws: 405 when the repository does not allow it.
    init(_ name: String, in repository: GitHubRepository) throws {
        self = Self(rawValue: name) ?? .merge
        let (isAllowed, words) =
            switch self {
            case .merge: (repository.merging.merge, "Merge commits")
            case .squash: (repository.merging.squash, "Squash merges")
            case .rebase: (repository.merging.rebase, "Rebase merges")
            }
        guard isAllowed else {
            throw GitHubError(status: 405, message: "\(words) are not allowed on this repository.")
        }
    }

    /// What the base is to be at; nil for a conflict.
    func commit(_ range: GitHubPullRange, _ message: GitHubMergeMessage, _ signature: GitHubCommit.Signature) throws
        -> GitHubCommit?
    {
        guard self != .rebase else { return try rebased(range, signature) }
        guard let tree = try range.mergedTree() else { return nil }
        let parents = self == .merge ? [range.base.sha, range.head.sha] : [range.base.sha]
        // A squashed commit is by whoever wrote it.
        let author = try self == .squash ? range.commits().first?.author ?? signature : signature
        return try range.git.write(
            GitHubCommit(
                tree: tree, parents: parents,
                author: .init(name: author.name, email: author.email, time: signature.time), committer: signature,
                message: message.text))
    }

    /// Each commit once more on top of the base.
    private func rebased(_ range: GitHubPullRange, _ signature: GitHubCommit.Signature) throws -> GitHubCommit? {
        var tip = range.base
        for commit in try range.commits() where commit.parents.count < 2 {
            let before = try commit.parents.first.map { try range.git.commit($0).tree }
            guard
                let tree = try GitHubMerge(git: range.git).tree(base: before, ours: tip.tree, theirs: commit.tree)
            else { return nil }
            tip = try range.git.write(
                GitHubCommit(
                    tree: tree, parents: [tip.sha], author: commit.author, committer: signature,
                    message: commit.message))
        }
        return tip
    }
}

/// The message of the commit that a merge makes.
struct GitHubMergeMessage {
    let text: String

    init(
        _ issue: GitHubIssue, _ pull: GitHubPull, _ commits: [GitHubCommit], _ method: GitHubMergeMethod,
        _ given: (title: String?, text: String?)
    ) {
        var (title, body) = (
            "Merge pull request #\(issue.number) from \(pull.head.owner)/\(pull.head.ref)", issue.title
        )
        if method == .squash {
            // Of a single commit its own words are taken.
            let single = commits.count == 1 ? commits.first : nil
            title = "\(single?.title ?? issue.title) (#\(issue.number))"
            body =
                single.map { String($0.message.dropFirst($0.title.count)).trimmed }
                ?? commits.map { "* \($0.message)" }.joined(separator: "\n\n")
        }
        let rest = given.text ?? body
        text = (given.title ?? title) + (rest.isEmpty ? "" : "\n\n\(rest)")
    }
}

/// Words that close issues: `closes #3`, `Fixed #4`, `resolve #5`.
enum GitHubClosingWords {
    private static let words: Set = [
        "close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved",
    ]

    static func numbers(in text: String) -> [Int] {
        let parts = text.lowercased().split(whereSeparator: \.isWhitespace)
        return zip(parts, parts.dropFirst()).compactMap { word, number in
            guard words.contains(word.trimmingSuffix(":")), number.first == "#" else { return nil }
            return Int(number.dropFirst().prefix(while: \.isNumber))
        }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ suffix: String) -> String { String(hasSuffix(suffix) ? dropLast() : self) }
}
