/// Writes the pull requests of one repository.
struct GitHubPullWriter {
    let site: GitHubSite
    let repository: GitHubRepository
    private let issues: GitHubIssueWriter

    init(_ site: GitHubSite, _ repository: GitHubRepository) throws {
        (self.site, self.repository) = (site, repository)
        issues = try GitHubIssueWriter(site, repository)
    }

    /// A pull request as lists show it.
    func json(_ issue: GitHubIssue) throws -> JSONValue {
        guard let pull = issue.pull else { throw GitHubError.notFound }
        let base = try GitHubPullRange(site, repository, issue).base.sha
        let html = "\(repository.htmlURL)/pull/\(issue.number)"
        return JSONValue.object(try issues.shared(issue)).adding(addresses(issue, pull)).adding([
            "id": .int(pull.id), "node_id": GitHubURL.nodeID("PullRequest", pull.id), "html_url": .string(html),
            "diff_url": .string("\(html).diff"), "patch_url": .string("\(html).patch"),
            "merged_at": .orNull(pull.mergedAt), "merge_commit_sha": .orNull(pull.mergeSHA),
            "requested_reviewers": try site.briefs(pull.reviewers), "requested_teams": [],
            "draft": .bool(pull.isDraft), "auto_merge": .null,
            "head": try end(
                pull.head.label, pull.head.ref, pull.head.sha, owner: pull.head.owner, pull.head.repository),
            "base": try end(
                "\(repository.owner):\(pull.base.ref)", pull.base.ref, base, owner: repository.owner, repository.id),
        ])
    }

    /// A pull request as a call for it alone shows it. The real service finds out in the background whether it can
    /// be merged; here that is known at once.
    func full(_ issue: GitHubIssue) throws -> JSONValue {
        guard let pull = issue.pull else { throw GitHubError.notFound }
        let range = try GitHubPullRange(site, repository, issue)
        let changes = try range.changes()
        let patches = try changes.map(range.git.patch)
        let isMergeable = issue.isOpen ? try range.mergedTree() != nil : nil
        let state = isMergeable.map { !$0 ? "dirty" : pull.isDraft ? "draft" : "clean" } ?? "unknown"
        return try json(issue).adding([
            "merged": .bool(pull.mergedAt != nil), "mergeable": isMergeable.map(JSONValue.bool) ?? .null,
            "rebaseable": isMergeable.map(JSONValue.bool) ?? .null, "mergeable_state": .string(state),
            "merged_by": try site.brief(pull.mergedBy), "comments": .int(issue.comments),
            "review_comments": .int(pull.reviewComments), "maintainer_can_modify": .bool(pull.canBeModified),
            "commits": .int(try range.commits().count), "changed_files": .int(changes.count),
            "additions": .int(patches.reduce(0) { $0 + $1.additions }),
            "deletions": .int(patches.reduce(0) { $0 + $1.deletions }),
        ])
    }

    private func addresses(_ issue: GitHubIssue, _ pull: GitHubPull) -> [String: JSONValue] {
        let url = "\(repository.url)/pulls/\(issue.number)"
        let issueURL = "\(repository.url)/issues/\(issue.number)"
        let members: [String: String] = [
            "url": url, "issue_url": issueURL, "commits_url": "\(url)/commits",
            "review_comments_url": "\(url)/comments",
            "review_comment_url": "\(repository.url)/pulls/comments{/number}", "comments_url": "\(issueURL)/comments",
            "statuses_url": "\(repository.url)/statuses/\(pull.head.sha)",
        ]
        let links = [
            "self": url, "html": "\(repository.htmlURL)/pull/\(issue.number)", "issue": issueURL,
            "comments": "\(issueURL)/comments", "review_comments": "\(url)/comments",
            "review_comment": "\(repository.url)/pulls/comments{/number}", "commits": "\(url)/commits",
            "statuses": "\(repository.url)/statuses/\(pull.head.sha)",
        ]
        return members.mapValues(JSONValue.string).merging([
            "_links": .object(links.mapValues { ["href": .string($0)] })
        ]) { $1 }
    }

    /// The repository is null when it is not there any more.
    private func end(_ label: String, _ ref: String, _ sha: String, owner: String, _ id: Int) throws -> JSONValue {
        let holder = id == repository.id ? repository : try site.repositories.find(String(id))
        return [
            "label": .string(label), "ref": .string(ref), "sha": .string(sha), "user": try site.brief(owner),
            "repo": try holder.map(site.json) ?? .null,
        ]
    }
}
