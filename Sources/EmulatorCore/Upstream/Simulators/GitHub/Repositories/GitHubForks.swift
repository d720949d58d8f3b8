/// Copies of repositories.
enum GitHubForks {
    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (site, original) = (call.site, try call.repository())
        let body = try call.gitHubBody()
        let me = try site.me()
        let owner = try body.text("organization").map { try GitHubUsers.organization(named: $0, site) } ?? me
        guard original.merging.allowsForks || !original.isPrivate else {
            throw GitHubError.forbidden("The repository exists, but forking is disabled.")
        }
        guard owner.login != original.owner else {
            throw GitHubError.forbidden("A repository cannot be forked into the account that owns it.")
        }
        // A second call for the same fork answers with the first.
        if let fork = try site.repositories.all().first(where: { $0.owner == owner.login && $0.parent == original.id })
        {
            return .json(try site.fullJSON(fork), status: 202)
        }
        let onlyDefault = try body.flag("default_branch_only") ?? false
        let fork = try fork(
            original, as: body.text("name") ?? original.name, owner: owner, onlyDefault: onlyDefault, site)
        return .json(try site.fullJSON(fork), status: 202)
    }

    static func fork(
        _ original: GitHubRepository, as name: String, owner: GitHubUser, onlyDefault: Bool = false, _ site: GitHubSite
    ) throws -> GitHubRepository {
        var fork = try GitHubRepositories.new(name, owner: owner.login, site)
        fork.parent = original.id
        fork.description = original.description
        fork.isPrivate = original.isPrivate
        fork.defaultBranch = original.defaultBranch
        fork.language = original.language
        fork.license = original.license
        fork.features.issues = false
        fork.pushedAt = original.pushedAt
        try GitHubRepositories.register(fork, site)
        let (source, target) = (site.git(of: original.id), site.git(of: fork.id))
        for ref in try source.refs() {
            guard !onlyDefault || ref.name == "refs/heads/\(original.defaultBranch)" else { continue }
            try target.copyObjects(reachableFrom: ref.sha, in: source)
            try target.setRef(ref.name, to: ref.sha)
        }
        var parent = original
        parent.forks += 1
        try site.repositories.save(parent)
        return fork
    }

    /// Brings a branch of a fork up to date with the original.
    static func mergeUpstream(_ call: SimulatorCall) throws -> UpstreamResponse {
        let fork = try call.writableRepository()
        let branch = try call.gitHubBody().required("branch")
        guard let parent = try fork.parent.map(call.site.repository(id:)) else {
            throw GitHubError.unprocessable("The repository is not a fork.")
        }
        let (git, source) = (call.site.git(of: fork.id), call.site.git(of: parent.id))
        guard let ours = try git.head(of: branch) else { throw GitHubError.notFound }
        guard let theirs = try source.head(of: branch) else {
            throw GitHubError.unprocessable("There is no branch \(branch) upstream.")
        }
        try git.copyObjects(reachableFrom: theirs.sha, in: source)
        let upstream = "\(parent.owner):\(branch)"
        func answer(_ type: String, _ message: String) -> UpstreamResponse {
            .json(["message": .string(message), "merge_type": .string(type), "base_branch": .string(upstream)])
        }
        if try git.isAncestor(theirs.sha, of: ours.sha) {
            return answer("none", "This branch is not behind the upstream \(upstream).")
        }
        let push = GitHubPush(site: call.site, repository: fork)
        if try git.isAncestor(ours.sha, of: theirs.sha) {
            try push.move(branch, to: theirs)
            return answer("fast-forward", "Successfully fetched and fast-forwarded from upstream \(upstream).")
        }
        guard let tree = try GitHubMerge(git: git).tree(merging: theirs, into: ours) else {
            throw GitHubError.conflict("There are merge conflicts.")
        }
        let message = "Merge branch '\(upstream)' into \(branch)"
        let signature = try call.site.signature()
        try push.move(
            branch,
            to: git.write(
                GitHubCommit(tree: tree, parents: [ours.sha, theirs.sha], author: signature, message: message)))
        return answer("merge", "Successfully fetched and merged from upstream \(upstream).")
    }
}
