/// Writes the issues of one repository.
struct GitHubIssueWriter {
    let site: GitHubSite
    let repository: GitHubRepository
    private let labels: [Int: GitHubLabel]

    init(_ site: GitHubSite, _ repository: GitHubRepository) throws {
        (self.site, self.repository) = (site, repository)
        labels = Dictionary(try site.labels(in: repository.id).all().map { ($0.id, $0) }) { $1 }
    }

    /// An issue as lists show it.
    func json(_ issue: GitHubIssue) throws -> JSONValue {
        let url = "\(repository.url)/issues/\(issue.number)"
        let kind = issue.pull == nil ? "issues" : "pull"
        var json: [String: JSONValue] = [
            "url": .string(url), "repository_url": .string(repository.url),
            "labels_url": .string("\(url)/labels{/name}"), "comments_url": .string("\(url)/comments"),
            "events_url": .string("\(url)/events"), "timeline_url": .string("\(url)/timeline"),
            "html_url": .string("\(repository.htmlURL)/\(kind)/\(issue.number)"), "id": .int(issue.id),
            "node_id": GitHubURL.nodeID(issue.pull == nil ? "Issue" : "PullRequest", issue.id),
            "state_reason": .orNull(issue.stateReason), "reactions": Self.reactions(url),
            "performed_via_github_app": .null, "type": .null,
        ]
        if let type = issue.type { json["type"] = ["name": .string(type), "is_enabled": true] }
        if let pull = issue.pull {
            json["draft"] = .bool(pull.isDraft)
            json["pull_request"] = self.pull(issue, pull)
        }
        return JSONValue.object(json).adding(try shared(issue)).adding(["comments": .int(issue.comments)])
    }

    /// An issue as a call for it alone shows it.
    func full(_ issue: GitHubIssue) throws -> JSONValue {
        try json(issue).adding(["closed_by": site.brief(issue.closedBy)])
    }

    /// What issues and pull requests both show.
    func shared(_ issue: GitHubIssue) throws -> [String: JSONValue] {
        [
            "number": .int(issue.number), "title": .string(issue.title), "user": try site.brief(issue.author),
            "labels": .array(issue.labels.compactMap { labels[$0].map(json) }), "state": .string(issue.state),
            "locked": .bool(issue.isLocked), "active_lock_reason": .orNull(issue.lockReason),
            "assignee": try site.brief(issue.assignees.first), "assignees": try site.briefs(issue.assignees),
            "milestone": try milestone(issue.milestone), "created_at": .string(issue.createdAt),
            "updated_at": .string(issue.updatedAt), "closed_at": .orNull(issue.closedAt),
            "author_association": try site.association(of: issue.author, with: repository),
            "body": .orNull(issue.body),
        ]
    }

    func json(_ label: GitHubLabel) -> JSONValue {
        [
            "id": .int(label.id), "node_id": GitHubURL.nodeID("Label", label.id),
            "url": .string("\(repository.url)/labels/\(label.name.percentEncoded)"), "name": .string(label.name),
            "color": .string(label.color), "default": .bool(label.isDefault),
            "description": .orNull(label.description),
        ]
    }

    func json(_ comment: GitHubComment, of issue: GitHubIssue) throws -> JSONValue {
        let kind = issue.pull == nil ? "issues" : "pull"
        let url = "\(repository.url)/issues/comments/\(comment.id)"
        return [
            "url": .string(url),
            "html_url": .string("\(repository.htmlURL)/\(kind)/\(issue.number)#issuecomment-\(comment.id)"),
            "issue_url": .string("\(repository.url)/issues/\(issue.number)"), "id": .int(comment.id),
            "node_id": GitHubURL.nodeID("IssueComment", comment.id), "user": try site.brief(comment.author),
            "created_at": .string(comment.createdAt), "updated_at": .string(comment.updatedAt),
            "author_association": try site.association(of: comment.author, with: repository),
            "body": .string(comment.body), "reactions": Self.reactions(url), "performed_via_github_app": .null,
        ]
    }

    func json(_ milestone: GitHubMilestone) throws -> JSONValue {
        let issues = try site.issues(in: repository.id).all().filter { $0.milestone == milestone.number }
        let url = "\(repository.url)/milestones/\(milestone.number)"
        return [
            "url": .string(url), "html_url": .string("\(repository.htmlURL)/milestone/\(milestone.number)"),
            "labels_url": .string("\(url)/labels"), "id": .int(milestone.id),
            "node_id": GitHubURL.nodeID("Milestone", milestone.id), "number": .int(milestone.number),
            "title": .string(milestone.title), "description": .orNull(milestone.description),
            "creator": try site.brief(milestone.creator), "open_issues": .int(issues.count { $0.isOpen }),
            "closed_issues": .int(issues.count { !$0.isOpen }),
            "state": .string(milestone.isOpen ? "open" : "closed"), "created_at": .string(milestone.createdAt),
            "updated_at": .string(milestone.updatedAt), "due_on": .orNull(milestone.dueOn),
            "closed_at": .orNull(milestone.closedAt),
        ]
    }

    private func milestone(_ number: Int?) throws -> JSONValue {
        try number.flatMap { try site.milestones(in: repository.id).find(String($0)) }.map(json) ?? .null
    }

    private func pull(_ issue: GitHubIssue, _ pull: GitHubPull) -> JSONValue {
        let html = "\(repository.htmlURL)/pull/\(issue.number)"
        return [
            "url": .string("\(repository.url)/pulls/\(issue.number)"), "html_url": .string(html),
            "diff_url": .string("\(html).diff"), "patch_url": .string("\(html).patch"),
            "merged_at": .orNull(pull.mergedAt),
        ]
    }

    /// Nobody reacts here.
    static func reactions(_ url: String) -> JSONValue {
        [
            "url": .string("\(url)/reactions"), "total_count": 0, "+1": 0, "-1": 0, "laugh": 0, "hooray": 0,
            "confused": 0, "heart": 0, "rocket": 0, "eyes": 0,
        ]
    }
}

extension GitHubSite {
    /// What somebody is to a repository.
    func association(of login: String, with repository: GitHubRepository) throws -> JSONValue {
        if login == repository.owner { return "OWNER" }
        if try users.find(repository.owner.lowercased())?.members[login] != nil { return "MEMBER" }
        return repository.collaborators[login] != nil ? "COLLABORATOR" : "NONE"
    }
}
