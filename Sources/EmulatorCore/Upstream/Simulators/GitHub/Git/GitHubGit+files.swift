/// Paths in trees.
extension GitHubGit {
    typealias File = (path: String, entry: GitHubTree.Entry)

    /// What stands at a path; nil for nothing. The empty path is the tree itself.
    func entry(at path: String, in tree: String) throws -> GitHubTree.Entry? {
        var entry = GitHubTree.Entry(name: "", mode: GitHubTree.Entry.directory, sha: tree)
        for step in path.split(separator: "/") {
            guard entry.isDirectory, let next = try self.tree(entry.sha).entries.first(where: { $0.name == step })
            else { return nil }
            entry = next
        }
        return entry
    }

    /// Every file, by its path, in the order of the trees.
    func files(in tree: String, below prefix: String = "") throws -> [File] {
        try self.tree(tree).entries.flatMap { entry in
            let path = prefix + entry.name
            return entry.isDirectory ? try files(in: entry.sha, below: path + "/") : [(path, entry)]
        }
    }

    /// A tree with files put in, replaced or, where the change is nil, taken out. Directories that become empty go.
    /// - Parameter tree: nil for an empty one.
    func writing(_ changes: [String: GitHubTree.Entry?], into tree: String?) throws -> String {
        try edited(tree, changes) ?? write(GitHubTree([]))
    }

    /// Nil when nothing is left.
    private func edited(_ tree: String?, _ changes: [String: GitHubTree.Entry?]) throws -> String? {
        var entries = try tree.map { try self.tree($0).entries } ?? []
        var deeper: [String: [String: GitHubTree.Entry?]] = [:]
        for (path, change) in changes {
            let steps = path.split(separator: "/", maxSplits: 1).map(String.init)
            guard steps.count == 1 else {
                deeper[steps[0], default: [:]][steps[1]] = .some(change)
                continue
            }
            entries.removeAll { $0.name == path }
            if let change { entries.append(.init(name: path, mode: change.mode, sha: change.sha)) }
        }
        for (name, changes) in deeper {
            let present = entries.first { $0.name == name && $0.isDirectory }?.sha
            entries.removeAll { $0.name == name }
            if let sha = try edited(present, changes) {
                entries.append(.init(name: name, mode: GitHubTree.Entry.directory, sha: sha))
            }
        }
        return entries.isEmpty ? nil : try write(GitHubTree(entries))
    }
}
