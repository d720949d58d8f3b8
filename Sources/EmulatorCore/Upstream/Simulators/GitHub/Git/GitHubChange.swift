/// What happened to a file between two trees.
struct GitHubChange {
    var path: String
    /// Where it was before it was moved.
    var previousPath: String?
    var old: GitHubTree.Entry?
    var new: GitHubTree.Entry?

    var status: String {
        if previousPath != nil { return "renamed" }
        return old == nil ? "added" : new == nil ? "removed" : "modified"
    }
}

extension GitHubGit {
    /// In the order of their paths. A file that went and one of the same content that came are a renamed one.
    func changes(from old: String?, to new: String) throws -> [GitHubChange] {
        let before = try old.map { try byPath($0) } ?? [:]
        let after = try byPath(new)
        var removed = before.filter { after[$0.key] == nil }
        var changes: [GitHubChange] = []
        for (path, entry) in after.sorted(by: { $0.key < $1.key }) where before[path] != entry {
            var change = GitHubChange(path: path, old: before[path], new: entry)
            let origin = removed.sorted { $0.key < $1.key }.first { $0.value.sha == entry.sha }
            if change.old == nil, let origin {
                removed[origin.key] = nil
                (change.previousPath, change.old) = (origin.key, origin.value)
            }
            changes.append(change)
        }
        changes += removed.map { GitHubChange(path: $0.key, old: $0.value, new: nil) }
        return changes.sorted { $0.path < $1.path }
    }

    private func byPath(_ tree: String) throws -> [String: GitHubTree.Entry] {
        Dictionary(try files(in: tree).map { ($0.path, $0.entry) }) { $1 }
    }

    /// What a commit did, seen from its first parent.
    func changes(of commit: GitHubCommit) throws -> [GitHubChange] {
        try changes(from: try commit.parents.first.map { try self.commit($0).tree }, to: commit.tree)
    }

    func patch(of change: GitHubChange) throws -> GitHubPatch {
        GitHubPatch(
            from: try change.old.map { try content(of: $0) } ?? [], to: try change.new.map { try content(of: $0) } ?? []
        )
    }

    /// Submodules have none here.
    private func content(of entry: GitHubTree.Entry) throws -> [UInt8] {
        entry.kind == "blob" ? try blob(entry.sha) : []
    }
}
