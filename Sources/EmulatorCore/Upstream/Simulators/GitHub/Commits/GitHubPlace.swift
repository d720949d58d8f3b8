/// A commit of a repository in which files are looked up.
struct GitHubPlace {
    let site: GitHubSite
    let repository: GitHubRepository
    let commit: GitHubCommit
    /// What the caller named the commit by, for addresses.
    let ref: String

    var git: GitHubGit { site.git(of: repository.id) }
    var writer: GitHubCommitWriter { GitHubCommitWriter(site: site, repository: repository) }
}

extension GitHubPlace {
    /// The `ref` of the query, or the default branch.
    init(_ call: SimulatorCall) throws {
        let repository = try call.repository()
        let git = call.site.git(of: repository.id)
        let ref = call.query("ref") ?? repository.defaultBranch
        guard let commit = try git.resolve(ref) else {
            let isEmpty = try git.branches().isEmpty
            throw GitHubError(
                status: 404, message: isEmpty ? "This repository is empty." : "No commit found for the ref \(ref)")
        }
        self.init(site: call.site, repository: repository, commit: commit, ref: ref)
    }

    /// A file or a directory without its content.
    func json(_ path: String, _ entry: GitHubTree.Entry) throws -> JSONValue {
        let encoded = path.pathEncoded
        let url = "\(repository.url)/contents/\(encoded)?ref=\(ref.percentEncoded)"
        let kind = entry.isDirectory ? "tree" : "blob"
        let html = "\(repository.htmlURL)/\(kind)/\(ref)/\(encoded)"
        let gitURL = "\(repository.url)/git/\(kind)s/\(entry.sha)"
        let download = "https://raw.githubusercontent.com/\(repository.fullName)/\(ref)/\(encoded)"
        return [
            "name": .string(path.split(separator: "/").last.map(String.init) ?? path), "path": .string(path),
            "sha": .string(entry.sha),
            "size": .int(entry.kind == "blob" ? try git.blob(entry.sha).count : 0), "url": .string(url),
            "html_url": .string(html), "git_url": .string(gitURL),
            "download_url": entry.isDirectory ? .null : .string(download),
            "type": .string(entry.isDirectory ? "dir" : entry.mode == "120000" ? "symlink" : "file"),
            "_links": ["self": .string(url), "git": .string(gitURL), "html": .string(html)],
        ]
    }
}

/// A path on a branch that is about to be written.
struct GitHubTarget {
    let path: String
    let branch: String
    /// What stands there now.
    let present: GitHubTree.Entry?
    private let push: GitHubPush

    init(_ call: SimulatorCall, _ body: GitHubBody) throws {
        let repository = try call.writableRepository()
        push = GitHubPush(site: call.site, repository: repository)
        path = try Self.checked(call["path"])
        branch = try body.text("branch") ?? repository.defaultBranch
        let head = try push.git.head(of: branch)
        guard try head != nil || push.git.branches().isEmpty else {
            throw GitHubError(status: 404, message: "Branch \(branch) not found")
        }
        present = try head.flatMap { [git = push.git, path] in try git.entry(at: path, in: $0.tree) }
    }

    /// - Throws: 409 when the caller has seen another version.
    func require(_ sha: String) throws {
        guard present?.sha == sha else { throw GitHubError.conflict("\(path) does not match \(sha)") }
    }

    func commit(_ bytes: [UInt8]?, message: String, _ body: GitHubBody) throws -> (
        repository: GitHubRepository, commit: GitHubCommit
    ) {
        let committer = try Self.signature("committer", body, push.site)
        let author = try Self.signature("author", body, push.site) ?? committer
        return try push.commit([path: bytes], on: branch, message: message, author: author, committer: committer)
    }

    private static func checked(_ path: String) throws -> String {
        guard !path.hasPrefix("/") else { throw GitHubError.unprocessable("path cannot start with a slash") }
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !steps.contains(where: { ["", ".", "..", ".git"].contains($0) }) else {
            throw GitHubError.unprocessable("path contains a malformed path component")
        }
        return path
    }

    /// Who is named in the body as author or committer.
    static func signature(_ name: String, _ body: GitHubBody, _ site: GitHubSite) throws -> GitHubCommit.Signature? {
        guard let person = try body.object(name) else { return nil }
        let date = try person.text("date")
        guard let time = date.map(GitHubTime.seconds) ?? site.seconds else {
            throw GitHubError.invalidRequest("For 'properties/\(name)/date', \(date ?? "") is not a valid date-time.")
        }
        return .init(name: try person.required("name"), email: try person.required("email"), time: time)
    }
}
