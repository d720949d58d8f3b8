import struct Foundation.Data

/// The git of one repository: objects by name, and refs that lead to them.
struct GitHubGit {
    let room: SimulatorRoom
    /// The repository's id.
    let repository: Int

    private var blobs: SimulatorDocuments { room.documents("blobs:\(repository)") }
    private var trees: SimulatorCollection<GitHubTree> {
        SimulatorCollection(documents: room.documents("trees:\(repository)"))
    }
    private var commits: SimulatorCollection<GitHubCommit> {
        SimulatorCollection(documents: room.documents("commits:\(repository)"))
    }
    private var refDocuments: SimulatorDocuments { room.documents("refs:\(repository)") }

    func removeAll() throws {
        for documents in [blobs, trees.documents, commits.documents, refDocuments] { try documents.removeAll() }
    }

    // MARK: Reading

    /// - Throws: 404 when there is no such blob.
    func blob(_ sha: String) throws -> [UInt8] {
        guard let text = try blobs.get(sha)?.string else { throw GitHubError.notFound }
        return Data(base64Encoded: text).map { [UInt8]($0) } ?? []
    }

    func hasBlob(_ sha: String) throws -> Bool { try blobs.text(sha) != nil }

    func hasTree(_ sha: String) throws -> Bool { try trees.documents.text(sha) != nil }

    func hasCommit(_ sha: String) throws -> Bool { try commits.documents.text(sha) != nil }

    func tree(_ sha: String) throws -> GitHubTree {
        guard let tree = try trees.find(sha) else { throw GitHubError.notFound }
        return tree
    }

    func commit(_ sha: String) throws -> GitHubCommit {
        guard let commit = try commits.find(sha) else { throw GitHubError.notFound }
        return commit
    }

    /// The commit that a branch is at; nil when there is no such branch.
    func head(of branch: String) throws -> GitHubCommit? { try ref("heads/\(branch)").map(commit) }

    /// The commit that a branch, a tag, a ref or a sha, perhaps shortened, means.
    func resolve(_ name: String) throws -> GitHubCommit? {
        let name = name.hasPrefix("refs/") ? String(name.dropFirst(5)) : name
        for ref in ["heads/\(name)", "tags/\(name)", name] {
            if let sha = try self.ref(ref) { return try commits.find(sha) }
        }
        if GitHubObjectName.isWhole(name) { return try commits.find(name) }
        guard name.count >= 4, name.allSatisfy(\.isHexDigit) else { return nil }
        let found = try commits.all().filter { $0.sha.hasPrefix(name.lowercased()) }
        return found.count == 1 ? found[0] : nil
    }

    // MARK: Writing

    func write(blob bytes: [UInt8]) throws -> String {
        let sha = GitHubObjectName.of("blob", bytes)
        try blobs.put(sha, .string(Data(bytes).base64EncodedString()))
        return sha
    }

    func write(_ tree: GitHubTree) throws -> String {
        try trees.save(tree)
        return tree.sha
    }

    func write(_ commit: GitHubCommit) throws -> GitHubCommit {
        try commits.save(commit)
        return commit
    }

    // MARK: Refs, by their names without `refs/`

    func ref(_ name: String) throws -> String? { try refDocuments.get("refs/\(name)")?.string }

    /// Whole names, in their order.
    func refs(below prefix: String = "") throws -> [(name: String, sha: String)] {
        try refDocuments.all().filter { $0.id.hasPrefix("refs/\(prefix)") }.map { ($0.id, $0.body.string ?? "") }
            .sorted { $0.0 < $1.0 }
    }

    func setRef(_ wholeName: String, to sha: String) throws { try refDocuments.put(wholeName, .string(sha)) }

    func removeRef(_ wholeName: String) throws { try refDocuments.remove(wholeName) }

    /// - Returns: names without `refs/heads/`.
    func branches() throws -> [(name: String, sha: String)] {
        try refs(below: "heads/").map { (String($0.name.dropFirst("refs/heads/".count)), $0.sha) }
    }

    /// Takes over from another repository whatever a commit needs.
    func copyObjects(reachableFrom sha: String, in other: GitHubGit) throws {
        for commit in try other.history(from: [sha]) where try commits.find(commit.sha) == nil {
            try copyTree(commit.tree, in: other)
            try commits.save(commit)
        }
    }

    private func copyTree(_ sha: String, in other: GitHubGit) throws {
        guard try trees.find(sha) == nil else { return }
        let tree = try other.tree(sha)
        for entry in tree.entries {
            if entry.isDirectory {
                try copyTree(entry.sha, in: other)
            } else if let text = try other.blobs.text(entry.sha) {
                try blobs.put(entry.sha, text: text)
            }
        }
        try trees.save(tree)
    }
}
