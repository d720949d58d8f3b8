/// A commit.
struct GitHubCommit: SimulatorValue, Equatable {
    var sha: String
    var tree: String
    var parents: [String]
    var author: Signature
    var committer: Signature
    var message: String

    struct Signature: Codable, Equatable {
        var name: String
        var email: String
        /// Seconds since 1970.
        var time: Int
    }

    var documentID: String { sha }

    /// - Parameter committer: nil for the author.
    init(tree: String, parents: [String], author: Signature, committer: Signature? = nil, message: String) {
        (self.tree, self.parents, self.message) = (tree, parents, message)
        (self.author, self.committer) = (author, committer ?? author)
        sha = ""
        sha = GitHubObjectName.of("commit", content)
    }

    private var content: [UInt8] {
        var lines = ["tree \(tree)"] + parents.map { "parent \($0)" }
        lines += ["author \(author.line)", "committer \(committer.line)", "", message]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The first line of the message.
    var title: String { String(message.prefix { $0 != "\n" }) }
}

extension GitHubCommit.Signature {
    fileprivate var line: String { "\(name) <\(email)> \(time) +0000" }
}
