/// Merges as git makes them, from the point where two lines of commits parted, line by line.
struct GitHubMerge {
    let git: GitHubGit

    /// The tree of both; nil when they changed the same lines.
    func tree(merging theirs: GitHubCommit, into ours: GitHubCommit) throws -> String? {
        let base = try git.mergeBase(ours.sha, theirs.sha)
        return try tree(base: base?.tree, ours: ours.tree, theirs: theirs.tree)
    }

    /// - Parameter base: nil for two that have nothing in common.
    func tree(base: String?, ours: String, theirs: String) throws -> String? {
        let base = try base ?? git.write(GitHubTree([]))
        if ours == theirs || base == theirs { return ours }
        if base == ours { return theirs }
        let mine = Dictionary(try plain(base, ours).map { ($0.path, $0) }) { $1 }
        var changes: [String: GitHubTree.Entry?] = [:]
        for change in try plain(base, theirs) {
            guard let own = mine[change.path] else {
                changes[change.path] = .some(change.new)
                continue
            }
            if own.new == change.new { continue }
            guard let merged = try merged(own, change) else { return nil }
            changes[change.path] = .some(merged)
        }
        return try git.writing(changes, into: ours)
    }

    /// Changes in which a renamed file is one that went and one that came.
    private func plain(_ base: String, _ tree: String) throws -> [GitHubChange] {
        try git.changes(from: base, to: tree).flatMap { change -> [GitHubChange] in
            guard let previous = change.previousPath else { return [change] }
            return [
                GitHubChange(path: previous, old: change.old, new: nil),
                GitHubChange(path: change.path, old: nil, new: change.new),
            ]
        }
    }

    /// Of a file that both sides changed; nil for a conflict.
    private func merged(_ ours: GitHubChange, _ theirs: GitHubChange) throws -> GitHubTree.Entry? {
        guard let old = ours.old, let mine = ours.new, let other = theirs.new,
            [old, mine, other].allSatisfy({ $0.kind == "blob" }),
            let base = GitHubLines(try git.blob(old.sha)), let left = GitHubLines(try git.blob(mine.sha)),
            let right = GitHubLines(try git.blob(other.sha)),
            let lines = Self.merged(base, left, right)
        else { return nil }
        let sha = try git.write(blob: lines.flatMap { Array($0.utf8) })
        return .init(name: mine.name, mode: mine.mode == old.mode ? other.mode : mine.mode, sha: sha)
    }

    /// Nil when both changed the same lines, or lines that touch.
    private static func merged(_ base: GitHubLines, _ left: GitHubLines, _ right: GitHubLines) -> [Substring]? {
        typealias Piece = (old: Range<Int>, lines: [Substring])
        func pieces(_ side: GitHubLines) -> [Piece] {
            base.edits(to: side).map { ($0.old, Array(side.lines[$0.new])) }
        }
        let all = (pieces(left) + pieces(right)).sorted {
            ($0.old.lowerBound, $0.old.upperBound) < ($1.old.lowerBound, $1.old.upperBound)
        }
        var result: [Substring] = []
        var place = 0
        var last: Piece?
        for piece in all {
            if let last, last.old == piece.old, last.lines == piece.lines { continue }
            if let last, piece.old.lowerBound <= last.old.upperBound { return nil }
            result += base.lines[place..<piece.old.lowerBound] + piece.lines
            place = piece.old.upperBound
            last = piece
        }
        return result + base.lines[place...]
    }
}
