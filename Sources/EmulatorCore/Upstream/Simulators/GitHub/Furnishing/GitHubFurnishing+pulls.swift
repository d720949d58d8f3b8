extension GitHubFurnishing {
    func furnishPull(_ data: SimulatorData, _ repository: GitHubRepository) throws {
        try data.requireMembers([
            "number", "title", "body", "author", "ago", "labels", "assignees", "milestone", "head", "base", "draft",
            "reviewers", "comments", "reviews", "merged", "closed",
        ])
        let git = site.git(of: repository.id)
        let head = try branch(data.required("head"), git)
        let base = try data.member("base").map { try branch($0, git) } ?? repository.defaultBranch
        guard let headTip = try git.head(of: head), let baseTip = try git.head(of: base) else {
            throw data.refusal("the repository has no commits")
        }
        let pull = GitHubPull(
            id: try site.newID(),
            head: .init(repository: repository.id, owner: repository.owner, ref: head, sha: headTip.sha),
            base: .init(ref: base, sha: baseTip.sha), isDraft: try data.flag("draft") ?? false,
            reviewers: try data.list("reviewers").map { try user($0).login })
        let issue = try open(data, pull, repository)
        try furnishComments(data, on: issue, repository)
        for item in try data.list("reviews") { try furnishReview(item, of: issue, repository) }
        try finish(issue.number, data, repository)
    }

    private func branch(_ data: SimulatorData, _ git: GitHubGit) throws -> String {
        let name = try data.text()
        guard try git.head(of: name) != nil else {
            throw data.refusal(unknown: name, "branch", among: try git.branches().map(\.name))
        }
        return name
    }

    /// Merges or closes it, as the data say.
    private func finish(_ number: Int, _ data: SimulatorData, _ repository: GitHubRepository) throws {
        let current = try site.repository(id: repository.id)
        var issue = try site.issue(number, in: current)
        if let merged = data.member("merged") {
            try merged.requireMembers(["by", "ago", "method"])
            let name = try merged.member("method")?.choice(["merge", "squash", "rebase"]) ?? "merge"
            do {
                _ = try GitHubMerging.merge(
                    issue, current, GitHubMergeMethod(name, in: current), by: user("by", of: merged),
                    at: time(merged.member("ago")), site)
            } catch let error as GitHubError {
                throw merged.refusal("the pull request cannot be merged: \(error.message)")
            }
        } else if let closed = data.member("closed") {
            let time = try timeText(closed)
            try GitHubPullHeads(site: site, repository: current).rememberBase(of: &issue)
            try site.setOpen(false, &issue, in: current, by: issue.author, at: time)
            _ = try site.save(issue, in: current, at: time)
        }
    }

    private func furnishReview(_ data: SimulatorData, of issue: GitHubIssue, _ repository: GitHubRepository) throws {
        try data.requireMembers(["author", "ago", "verdict", "text", "comments"])
        let time = try timeText(data.member("ago"))
        let verdict = try data.required("verdict").choice(["approve", "request_changes", "comment"])
        let review = GitHubReview(
            id: try site.newID(), number: issue.number, author: try user("author", of: data).login,
            body: try data.member("text").map(prose) ?? "",
            state: GitHubReview.State(event: verdict.uppercased()) ?? .commented, commit: issue.pull?.head.sha ?? "",
            submittedAt: time)
        try site.reviews(in: repository.id).save(review)
        for item in try data.list("comments") {
            try item.requireMembers(["path", "line", "text"])
            let body = GitHubBody(members: [
                "path": try item.required("path").value, "line": try item.required("line").value,
                "body": try item.required("text").value,
            ])
            do {
                try GitHubReviewComments.add(body, to: review, repository, site)
            } catch let error as GitHubError {
                throw item.refusal(error.errors.first?.string ?? error.message)
            }
        }
    }
}
