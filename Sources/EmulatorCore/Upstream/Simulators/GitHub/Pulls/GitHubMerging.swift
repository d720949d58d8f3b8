/// Merges of pull requests.
enum GitHubMerging {
    static func isMerged(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard try call.pull(in: call.repository()).pull?.mergedAt != nil else { throw GitHubError.notFound }
        return .noContent
    }

    static func merge(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository, body) = (call.site, try call.writableRepository(), try call.gitHubBody())
        let issue = try call.pull(in: repository)
        let method = try GitHubMergeMethod(
            body.choice("merge_method", ["merge", "squash", "rebase"]) ?? "merge", in: repository)
        let range = try GitHubPullRange(site, repository, issue)
        if let sha = try body.text("sha"), sha != range.head.sha {
            throw GitHubError.conflict("Head branch was modified. Review and try the merge again.")
        }
        let message = (title: try body.text("commit_title"), text: try body.text("commit_message"))
        let commit = try merge(issue, repository, method, message, by: site.me(), at: site.seconds, site)
        return .json([
            "sha": .string(commit.sha), "merged": true, "message": "Pull Request successfully merged",
        ])
    }

    /// - Throws: 405 when it cannot be merged.
    static func merge(
        _ issue: GitHubIssue, _ repository: GitHubRepository, _ method: GitHubMergeMethod,
        _ message: (title: String?, text: String?) = (nil, nil), by user: GitHubUser, at time: Int, _ site: GitHubSite
    ) throws -> GitHubCommit {
        guard issue.isOpen, let pull = issue.pull else { throw notMergeable("Pull Request is not mergeable") }
        guard !pull.isDraft else { throw notMergeable("Pull Request is still a draft") }
        let range = try GitHubPullRange(site, repository, issue)
        let words = try GitHubMergeMessage(issue, pull, range.commits(), method, message)
        let commit = try method.commit(range, words, site.signature(user, at: time))
        guard let commit else { throw notMergeable("Pull Request is not mergeable") }
        var issue = issue
        try note(&issue, merge: commit.sha, by: user.login, at: GitHubTime.text(time), repository, site)
        _ = try site.save(issue, in: repository, at: GitHubTime.text(time))
        let push = GitHubPush(site: site, repository: try site.repository(id: repository.id), time: time)
        try push.move(pull.base.ref, to: commit)
        if pull.base.ref == repository.defaultBranch {
            try closeIssues(named: [issue.body ?? "", words.text], repository, by: user.login, at: time, site)
        }
        if repository.merging.deletesBranch, pull.head.repository == repository.id,
            pull.head.ref != repository.defaultBranch
        {
            try push.remove(pull.head.ref)
        }
        return commit
    }

    private static func notMergeable(_ message: String) -> GitHubError { GitHubError(status: 405, message: message) }

    /// Closes it as merged; the caller keeps it.
    static func note(
        _ issue: inout GitHubIssue, merge sha: String, by login: String, at time: String,
        _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        try GitHubPullHeads(site: site, repository: repository).rememberBase(of: &issue)
        issue.pull?.mergedAt = time
        issue.pull?.mergedBy = login
        issue.pull?.mergeSHA = sha
        try site.setOpen(false, &issue, in: repository, by: login, at: time)
    }

    /// `Fixes #12` in what was merged into the default branch closes the issue.
    private static func closeIssues(
        named texts: [String], _ repository: GitHubRepository, by login: String, at time: Int, _ site: GitHubSite
    ) throws {
        for number in Set(texts.flatMap(GitHubClosingWords.numbers)).sorted() {
            guard var issue = try site.issues(in: repository.id).find(String(number)), issue.isOpen, issue.pull == nil
            else { continue }
            try site.setOpen(false, &issue, in: repository, by: login, at: GitHubTime.text(time))
            issue.stateReason = "completed"
            _ = try site.save(issue, in: repository, at: GitHubTime.text(time))
        }
    }

    /// Merges the base into the branch of a pull request.
    static func updateBranch(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, repository) = (call.site, try call.writableRepository())
        let issue = try call.pull(in: repository)
        let range = try GitHubPullRange(site, repository, issue)
        if let sha = try call.gitHubBody().text("expected_head_sha"), sha != range.head.sha {
            throw GitHubError.unprocessable("expected head sha didn't match current head ref.")
        }
        guard issue.isOpen, let head = issue.pull?.head,
            try !range.git.isAncestor(range.base.sha, of: range.head.sha)
        else { throw GitHubError.unprocessable("There are no new commits on the base branch.") }
        guard let tree = try range.mergedTree() else {
            throw GitHubError.unprocessable("merge conflict between base and head")
        }
        let holder = try site.repository(id: head.repository)
        let git = site.git(of: holder.id)
        if holder.id != repository.id { try git.copyObjects(reachableFrom: range.base.sha, in: range.git) }
        let commit = GitHubCommit(
            tree: tree, parents: [range.head.sha, range.base.sha], author: try site.signature(),
            message: "Merge branch '\(issue.pull?.base.ref ?? "")' into \(head.ref)")
        _ = try range.git.write(commit)
        if holder.id != repository.id {
            try git.copyObjects(reachableFrom: commit.sha, in: range.git)
        }
        try GitHubPush(site: site, repository: holder).move(head.ref, to: commit)
        return .json(
            [
                "message": "Updating pull request branch.",
                "url": .string("\(repository.url)/pulls/\(issue.number)"),
            ], status: 202)
    }
}
