/// Branches and tags.
enum GitHubBranches {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        // Nothing is protected here.
        let branches = call.query("protected") == "true" ? [] : try call.site.git(of: repository.id).branches()
        return try call.page(branches) { branch in
            [
                "name": .string(branch.name), "protected": false,
                "commit": ["sha": .string(branch.sha), "url": .string("\(repository.url)/commits/\(branch.sha)")],
            ]
        }
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(try json(call["branch"], of: call.repository(), call.site))
    }

    private static func json(_ name: String, of repository: GitHubRepository, _ site: GitHubSite) throws -> JSONValue {
        let writer = GitHubCommitWriter(site: site, repository: repository)
        guard let head = try writer.git.head(of: name) else {
            throw GitHubError(status: 404, message: "Branch not found")
        }
        let url = "\(repository.url)/branches/\(name)"
        return [
            "name": .string(name), "commit": try writer.json(head),
            "_links": ["self": .string(url), "html": .string("\(repository.htmlURL)/tree/\(name)")],
            "protected": false,
            "protection": [
                "enabled": false,
                "required_status_checks": ["enforcement_level": "off", "contexts": [], "checks": []],
            ],
            "protection_url": .string("\(url)/protection"),
        ]
    }

    /// Pull requests follow, and so does the default branch.
    static func rename(_ call: SimulatorCall) throws -> UpstreamResponse {
        var repository = try call.writableRepository()
        let old = call["branch"]
        let new = try GitHubReferences.checked(branch: call.gitHubBody().required("new_name"))
        let git = call.site.git(of: repository.id)
        guard let head = try git.head(of: old) else { throw GitHubError(status: 404, message: "Branch not found") }
        if old == repository.defaultBranch, try call.site.permission(on: repository) < .admin {
            throw GitHubError.needsAdmin
        }
        guard try git.head(of: new) == nil else {
            throw GitHubError.custom("Branch", "New branch name already exists", field: "new_name")
        }
        try git.setRef("refs/heads/\(new)", to: head.sha)
        try git.removeRef("refs/heads/\(old)")
        if repository.defaultBranch == old { repository.defaultBranch = new }
        try call.site.repositories.save(repository)
        try GitHubPullHeads(site: call.site, repository: repository).renamed(old, to: new)
        return .created(try json(new, of: repository, call.site))
    }

    /// Merges one branch into another without a pull request.
    static func merge(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let body = try call.gitHubBody()
        let (base, head) = (try body.required("base"), try body.required("head"))
        let writer = GitHubCommitWriter(site: call.site, repository: repository)
        guard let ours = try writer.git.head(of: base) else {
            throw GitHubError(status: 404, message: "Base does not exist")
        }
        guard let theirs = try writer.git.resolve(head) else {
            throw GitHubError(status: 404, message: "Head does not exist")
        }
        guard try !writer.git.isAncestor(theirs.sha, of: ours.sha) else { return .noContent }
        guard let tree = try GitHubMerge(git: writer.git).tree(merging: theirs, into: ours) else {
            throw GitHubError.conflict("Merge conflict")
        }
        let commit = try writer.git.write(
            GitHubCommit(
                tree: tree, parents: [ours.sha, theirs.sha], author: call.site.signature(),
                message: body.text("commit_message") ?? "Merge \(head) into \(base)"))
        try GitHubPush(site: call.site, repository: repository).move(base, to: commit)
        return .created(try writer.json(commit))
    }

    static func tags(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let tags = try call.site.git(of: repository.id).refs(below: "tags/").reversed()
        return try call.page(Array(tags)) { ref in
            let name = String(ref.name.dropFirst("refs/tags/".count))
            return [
                "name": .string(name), "zipball_url": .string("\(repository.url)/zipball/refs/tags/\(name)"),
                "tarball_url": .string("\(repository.url)/tarball/refs/tags/\(name)"),
                "commit": ["sha": .string(ref.sha), "url": .string("\(repository.url)/commits/\(ref.sha)")],
                "node_id": GitHubURL.nodeID("Ref", "\(repository.id):\(ref.name)"),
            ]
        }
    }
}
