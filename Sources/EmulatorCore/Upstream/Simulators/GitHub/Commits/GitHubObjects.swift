/// Git's objects as they are: what commits of several files are made of.
enum GitHubObjects {
    static func getBlob(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let bytes = try call.site.git(of: repository.id).blob(call["sha"])
        return .json([
            "sha": .string(call["sha"]), "node_id": GitHubURL.nodeID("Blob", "\(repository.id):\(call["sha"])"),
            "size": .int(bytes.count), "url": .string("\(repository.url)/git/blobs/\(call["sha"])"),
            "content": .string(GitHubContents.base64(bytes)), "encoding": "base64",
        ])
    }

    static func createBlob(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let body = try call.gitHubBody()
        let content = try body.required("content")
        var bytes: [UInt8]? = Array(content.utf8)
        if try body.choice("encoding", ["utf-8", "base64"]) == "base64" { bytes = MIMEEncoding.strictBase64(content) }
        guard let bytes else { throw GitHubError.unprocessable("content is not valid Base64") }
        let sha = try call.site.git(of: repository.id).write(blob: bytes)
        return .created(["sha": .string(sha), "url": .string("\(repository.url)/git/blobs/\(sha)")])
    }

    static func getTree(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let git = call.site.git(of: repository.id)
        let sha = try git.resolve(call["sha"])?.tree ?? call["sha"]
        return .json(try json(sha, repository, git, isRecursive: call.request.query("recursive") != nil))
    }

    static func createTree(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let git = call.site.git(of: repository.id)
        let body = try call.gitHubBody()
        guard let items = try body.items("tree") else { throw body.missing("tree") }
        let base = try body.text("base_tree").map { name in
            let sha = try git.resolve(name)?.tree ?? name
            guard try git.hasTree(sha) else {
                throw GitHubError.unprocessable("base_tree is not a valid tree oid")
            }
            return sha
        }
        var changes: [String: GitHubTree.Entry?] = [:]
        for item in items {
            let member = GitHubBody(members: item.object ?? [:])
            changes[try member.required("path")] = .some(try entry(member, git))
        }
        let sha = try git.writing(changes, into: base)
        return .created(try json(sha, repository, git, isRecursive: false))
    }

    /// Nil for a file that is taken out.
    private static func entry(_ item: GitHubBody, _ git: GitHubGit) throws -> GitHubTree.Entry? {
        let modes = ["100644", "100755", "040000", "160000", "120000"]
        let mode = try item.choice("mode", modes) ?? "100644"
        if item.has("sha"), item["sha"] == nil { return nil }
        if let content = try item.text("content") {
            return .init(name: "", mode: mode, sha: try git.write(blob: Array(content.utf8)))
        }
        let sha = try item.required("sha")
        let isThere = try mode == "160000" || (mode == "040000" ? git.hasTree(sha) : git.hasBlob(sha))
        guard isThere else { throw GitHubError.unprocessable("tree.sha \(sha) is not a valid object") }
        return .init(name: "", mode: mode, sha: sha)
    }

    static func getCommit(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = GitHubCommitWriter(site: call.site, repository: try call.repository())
        return .json(writer.plain(try writer.git.commit(call["sha"])))
    }

    static func createCommit(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = GitHubCommitWriter(site: call.site, repository: try call.writableRepository())
        let body = try call.gitHubBody()
        let message = try body.required("message")
        let tree = try body.required("tree")
        guard try writer.git.hasTree(tree) else { throw GitHubError.unprocessable("Tree SHA does not exist") }
        let parents = try body.texts("parents") ?? []
        for parent in parents where try !writer.git.hasCommit(parent) {
            throw GitHubError.unprocessable("Parent SHA does not exist or is not a commit object")
        }
        let author = try GitHubTarget.signature("author", body, call.site) ?? call.site.signature()
        let committer = try GitHubTarget.signature("committer", body, call.site)
        let commit = GitHubCommit(
            tree: tree, parents: parents, author: author, committer: committer, message: message)
        return .created(writer.plain(try writer.git.write(commit)))
    }

    private static func json(_ sha: String, _ repository: GitHubRepository, _ git: GitHubGit, isRecursive: Bool) throws
        -> JSONValue
    {
        [
            "sha": .string(sha), "url": .string("\(repository.url)/git/trees/\(sha)"), "truncated": false,
            "tree": .array(try entries(sha, "", repository, git, isRecursive)),
        ]
    }

    private static func entries(
        _ sha: String, _ prefix: String, _ repository: GitHubRepository, _ git: GitHubGit, _ isRecursive: Bool
    ) throws -> [JSONValue] {
        try git.tree(sha).entries.flatMap { entry -> [JSONValue] in
            var json: [String: JSONValue] = [
                "path": .string(prefix + entry.name), "mode": .string(entry.mode), "type": .string(entry.kind),
                "sha": .string(entry.sha), "url": .string("\(repository.url)/git/\(entry.kind)s/\(entry.sha)"),
            ]
            if entry.kind == "blob" { json["size"] = .int(try git.blob(entry.sha).count) }
            let below =
                entry.isDirectory && isRecursive
                ? try entries(entry.sha, prefix + entry.name + "/", repository, git, isRecursive) : []
            return [.object(json)] + below
        }
    }
}
