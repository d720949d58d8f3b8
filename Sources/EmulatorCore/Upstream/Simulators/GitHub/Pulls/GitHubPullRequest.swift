/// A pull request that is to be opened, checked.
struct GitHubPullRequest {
    private let pull: GitHubPull
    private let title: String
    private let body: String?

    init(_ body: GitHubBody, of repository: GitHubRepository, _ site: GitHubSite) throws {
        let (head, base) = (try body.required("head"), try body.required("base"))
        guard let title = try body.text("title"), !title.trimmed.isEmpty else {
            throw GitHubError.validation("PullRequest", "title", "missing_field")
        }
        let git = site.git(of: repository.id)
        guard let baseTip = try git.head(of: base) else {
            throw GitHubError.validation("PullRequest", "base", "invalid")
        }
        let (source, tip) = try Self.source(head, body.text("head_repo"), of: repository, site)
        guard try !git.isAncestor(tip.sha, of: baseTip.sha) else {
            throw GitHubError.custom("PullRequest", "No commits between \(base) and \(source.ref)")
        }
        for other in try site.issues(in: repository.id).all() where other.isOpen {
            guard let pull = other.pull, pull.head.label == source.label, pull.base.ref == base else { continue }
            throw GitHubError.custom("PullRequest", "A pull request already exists for \(source.label).")
        }
        self.title = title
        self.body = try body.text("body")
        pull = GitHubPull(
            id: try site.newID(), head: source, base: .init(ref: base, sha: baseTip.sha),
            isDraft: try body.flag("draft") ?? false,
            canBeModified: try source.repository != repository.id && body.flag("maintainer_can_modify") ?? true)
    }

    /// The branch of the same repository, or `owner:branch` of a fork, whose commits are then taken over.
    private static func source(
        _ head: String, _ name: String?, of repository: GitHubRepository, _ site: GitHubSite
    ) throws -> (GitHubPull.Head, GitHubCommit) {
        let parts = head.split(separator: ":", maxSplits: 1).map(String.init)
        let network = GitHubNetwork(site: site)
        let owner = parts.count > 1 ? parts[0] : repository.owner
        guard let ref = parts.last, let holder = try network.member(of: repository, owner: owner),
            name.map({ $0.split(separator: "/").last.map(String.init) == holder.name }) ?? true,
            let tip = try site.git(of: holder.id).head(of: ref)
        else { throw GitHubError.validation("PullRequest", "head", "invalid") }
        if holder.id != repository.id {
            try site.git(of: repository.id).copyObjects(reachableFrom: tip.sha, in: site.git(of: holder.id))
        } else if try site.permission(on: repository) < .write {
            throw GitHubError.notFound
        }
        return (.init(repository: holder.id, owner: holder.owner, ref: ref, sha: tip.sha), tip)
    }

    /// Without a number.
    func issue(by login: String, at time: String) -> GitHubIssue {
        GitHubIssue(
            number: 0, id: pull.id, title: title, body: body, author: login, createdAt: time, updatedAt: time,
            pull: pull)
    }
}
