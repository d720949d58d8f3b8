/// What led to a commit.
extension GitHubGit {
    /// Commits and everything before them, the newest first and each before its parents.
    /// - Parameter excluded: commits to leave out.
    func history(from tips: [String], excluding excluded: Set<String> = []) throws -> [GitHubCommit] {
        let all = try reachable(from: tips, excluding: excluded)
        var waiting: [String: Int] = [:]
        for commit in all.values { for parent in Set(commit.parents) { waiting[parent, default: 0] += 1 } }
        var ready = all.values.filter { waiting[$0.sha, default: 0] == 0 }
        var ordered: [GitHubCommit] = []
        while let index = ready.indices.max(by: { Self.isOlder(ready[$0], ready[$1]) }) {
            let commit = ready.remove(at: index)
            ordered.append(commit)
            for parent in Set(commit.parents) {
                waiting[parent, default: 0] -= 1
                if waiting[parent] == 0, let next = all[parent] { ready.append(next) }
            }
        }
        return ordered
    }

    private static func isOlder(_ left: GitHubCommit, _ right: GitHubCommit) -> Bool {
        (left.committer.time, left.sha) < (right.committer.time, right.sha)
    }

    func ancestors(of sha: String) throws -> Set<String> { Set(try reachable(from: [sha]).keys) }

    private func reachable(from tips: [String], excluding excluded: Set<String> = []) throws -> [String: GitHubCommit] {
        var found: [String: GitHubCommit] = [:]
        var next = tips
        while let sha = next.popLast() {
            guard found[sha] == nil, !excluded.contains(sha) else { continue }
            let commit = try commit(sha)
            found[sha] = commit
            next += commit.parents
        }
        return found
    }

    func isAncestor(_ sha: String, of other: String) throws -> Bool { try ancestors(of: other).contains(sha) }

    /// Where two lines of commits parted; nil when they have nothing in common.
    func mergeBase(_ left: String, _ right: String) throws -> GitHubCommit? {
        let known = try ancestors(of: left)
        return try history(from: [right]).first { known.contains($0.sha) }
    }

    /// What one commit has and another has not, the newest first.
    func commits(in tip: String, notIn base: String) throws -> [GitHubCommit] {
        try history(from: [tip], excluding: ancestors(of: base))
    }
}
