/// Writes the commits of one repository.
struct GitHubCommitWriter {
    let site: GitHubSite
    let repository: GitHubRepository

    var git: GitHubGit { site.git(of: repository.id) }

    /// A commit as lists show it.
    func json(_ commit: GitHubCommit) throws -> JSONValue {
        let url = "\(repository.url)/commits/\(commit.sha)"
        return [
            "sha": .string(commit.sha),
            "node_id": GitHubURL.nodeID("Commit", "\(repository.id):\(commit.sha)"),
            "commit": [
                "author": commit.author.json, "committer": commit.committer.json, "message": .string(commit.message),
                "tree": tree(commit), "url": .string("\(repository.url)/git/commits/\(commit.sha)"),
                "comment_count": 0, "verification": verification,
            ],
            "url": .string(url), "html_url": .string("\(repository.htmlURL)/commit/\(commit.sha)"),
            "comments_url": .string("\(url)/comments"),
            "author": try person(commit.author), "committer": try person(commit.committer),
            "parents": parents(commit, below: "commits"),
        ]
    }

    /// A commit as git's own part of the API shows it, and answers that made one.
    func plain(_ commit: GitHubCommit) -> JSONValue {
        [
            "sha": .string(commit.sha),
            "node_id": GitHubURL.nodeID("Commit", "\(repository.id):\(commit.sha)"),
            "url": .string("\(repository.url)/git/commits/\(commit.sha)"),
            "html_url": .string("\(repository.htmlURL)/commit/\(commit.sha)"), "author": commit.author.json,
            "committer": commit.committer.json, "message": .string(commit.message), "tree": tree(commit),
            "parents": parents(commit, below: "git/commits"), "verification": verification,
        ]
    }

    /// A changed file.
    /// - Parameter sha: the commit that addresses lead to.
    func json(_ change: GitHubChange, at sha: String) throws -> JSONValue {
        let patch = try git.patch(of: change)
        let path = change.path.pathEncoded
        var json: [String: JSONValue] = [
            "sha": .orNull(change.new?.sha ?? change.old?.sha), "filename": .string(change.path),
            "status": .string(change.status), "additions": .int(patch.additions), "deletions": .int(patch.deletions),
            "changes": .int(patch.additions + patch.deletions),
            "blob_url": .string("\(repository.htmlURL)/blob/\(sha)/\(path)"),
            "raw_url": .string("\(repository.htmlURL)/raw/\(sha)/\(path)"),
            "contents_url": .string("\(repository.url)/contents/\(path)?ref=\(sha)"),
        ]
        json["previous_filename"] = change.previousPath.map(JSONValue.string)
        json["patch"] = patch.text.map(JSONValue.string)
        return .object(json)
    }

    /// Changes in the format of `git diff`.
    func diff(_ changes: [GitHubChange]) throws -> UpstreamResponse {
        let text = try changes.map { change in
            let (old, new) = (change.previousPath ?? change.path, change.path)
            var lines = ["diff --git a/\(old) b/\(new)"]
            if let entry = change.new, change.old == nil { lines.append("new file mode \(entry.mode)") }
            if let entry = change.old, change.new == nil { lines.append("deleted file mode \(entry.mode)") }
            if change.previousPath != nil {
                lines += ["similarity index 100%", "rename from \(old)", "rename to \(new)"]
            }
            if let patch = try git.patch(of: change).text {
                lines.append("--- " + (change.old == nil ? "/dev/null" : "a/\(old)"))
                lines += ["+++ " + (change.new == nil ? "/dev/null" : "b/\(new)"), patch]
            }
            return lines.joined(separator: "\n") + "\n"
        }.joined()
        return UpstreamResponse(
            body: .bytes(Array(text.utf8), contentType: "application/vnd.github.diff; charset=utf-8"))
    }

    private func person(_ signature: GitHubCommit.Signature) throws -> JSONValue {
        try site.user(email: signature.email)?.brief ?? .null
    }

    private func tree(_ commit: GitHubCommit) -> JSONValue {
        ["sha": .string(commit.tree), "url": .string("\(repository.url)/git/trees/\(commit.tree)")]
    }

    private func parents(_ commit: GitHubCommit, below path: String) -> JSONValue {
        .array(
            commit.parents.map { sha in
                [
                    "sha": .string(sha), "url": .string("\(repository.url)/\(path)/\(sha)"),
                    "html_url": .string("\(repository.htmlURL)/commit/\(sha)"),
                ]
            })
    }

    /// Nobody signs here.
    private var verification: JSONValue {
        ["verified": false, "reason": "unsigned", "signature": .null, "payload": .null, "verified_at": .null]
    }
}

extension GitHubCommit.Signature {
    var json: JSONValue {
        ["name": .string(name), "email": .string(email), "date": .string(GitHubTime.text(time))]
    }
}
