/// Refs as git has them.
enum GitHubReferences {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        guard let sha = try call.site.git(of: repository.id).ref(call["ref"]) else { throw GitHubError.notFound }
        return .json(json("refs/\(call["ref"])", sha, repository))
    }

    static func matching(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return try call.page(call.site.git(of: repository.id).refs(below: call["ref"])) {
            json($0.name, $0.sha, repository)
        }
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let body = try call.gitHubBody()
        let (name, sha) = (try body.required("ref"), try body.required("sha"))
        guard name.hasPrefix("refs/"), name.split(separator: "/").count >= 3 else {
            throw GitHubError.unprocessable(
                "Reference name must start with 'refs/' and have at least two slashes, for example refs/heads/topic.")
        }
        let git = call.site.git(of: repository.id)
        guard try git.ref(String(name.dropFirst(5))) == nil else {
            throw GitHubError.unprocessable("Reference already exists")
        }
        _ = try checked(branch: name)
        let commit = try object(sha, git)
        if name.hasPrefix("refs/heads/") {
            try GitHubPush(site: call.site, repository: repository).move(
                String(name.dropFirst("refs/heads/".count)), to: commit)
        } else {
            try git.setRef(name, to: commit.sha)
        }
        return .created(json(name, commit.sha, repository))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let git = call.site.git(of: repository.id)
        let body = try call.gitHubBody()
        let sha = try body.required("sha")
        guard let present = try git.ref(call["ref"]) else {
            throw GitHubError.unprocessable("Reference does not exist")
        }
        let commit = try object(sha, git)
        guard try body.flag("force") ?? false || git.isAncestor(present, of: commit.sha) else {
            throw GitHubError.unprocessable("Update is not a fast forward")
        }
        if call["ref"].hasPrefix("heads/") {
            try GitHubPush(site: call.site, repository: repository).move(
                String(call["ref"].dropFirst("heads/".count)), to: commit)
        } else {
            try git.setRef("refs/\(call["ref"])", to: commit.sha)
        }
        return .json(json("refs/\(call["ref"])", commit.sha, repository))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let git = call.site.git(of: repository.id)
        guard try git.ref(call["ref"]) != nil else { throw GitHubError.unprocessable("Reference does not exist") }
        guard call["ref"] != "heads/\(repository.defaultBranch)" else {
            throw GitHubError.unprocessable("Cannot delete the default branch")
        }
        if call["ref"].hasPrefix("heads/") {
            try GitHubPush(site: call.site, repository: repository).remove(
                String(call["ref"].dropFirst("heads/".count)))
        } else {
            try git.removeRef("refs/\(call["ref"])")
        }
        return .noContent
    }

    private static func object(_ sha: String, _ git: GitHubGit) throws -> GitHubCommit {
        guard GitHubObjectName.isWhole(sha) else {
            throw GitHubError.unprocessable(
                "The sha parameter must be exactly 40 characters and contain only [0-9a-f].")
        }
        guard let commit = try git.resolve(sha) else { throw GitHubError.unprocessable("Object does not exist") }
        return commit
    }

    /// Git's rules for names of refs.
    static func checked(branch name: String) throws -> String {
        let isBad =
            name.isEmpty || name.contains("..") || name.contains("//") || name.contains("@{") || name.hasPrefix("/")
            || name.hasSuffix("/") || name.hasSuffix(".") || name.hasSuffix(".lock") || name.hasPrefix("-")
            || name.contains { $0.isWhitespace || "~^:?*[\\".contains($0) || $0.asciiValue.map { $0 < 32 } ?? false }
        guard !isBad else { throw GitHubError.unprocessable("\(name) is not a valid ref name.") }
        return name
    }

    private static func json(_ name: String, _ sha: String, _ repository: GitHubRepository) -> JSONValue {
        [
            "ref": .string(name), "node_id": GitHubURL.nodeID("Ref", "\(repository.id):\(name)"),
            "url": .string("\(repository.url)/git/\(name)"),
            "object": [
                "sha": .string(sha), "type": "commit", "url": .string("\(repository.url)/git/commits/\(sha)"),
            ],
        ]
    }
}
