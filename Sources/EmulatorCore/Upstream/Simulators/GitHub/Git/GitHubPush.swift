/// What moves branches, and what follows from it: times, the language, pull requests that come from the branch.
struct GitHubPush {
    let site: GitHubSite
    let repository: GitHubRepository
    /// Seconds since 1970.
    private let time: Int

    /// - Parameter time: when it happens; nil for now.
    init(site: GitHubSite, repository: GitHubRepository, time: Int? = nil) {
        self.site = site
        self.repository = repository
        self.time = time ?? site.seconds
    }

    var git: GitHubGit { site.git(of: repository.id) }

    /// Commits files to a branch, which is made when the repository is empty.
    /// - Parameters:
    ///   - files: new contents by path; nil takes a file out.
    ///   - author: nil for the committer.
    ///   - committer: nil for the account's user, now.
    func commit(
        _ files: [String: [UInt8]?], on branch: String, message: String, author: GitHubCommit.Signature? = nil,
        committer: GitHubCommit.Signature? = nil
    ) throws -> (repository: GitHubRepository, commit: GitHubCommit) {
        let head = try git.head(of: branch)
        var changes: [String: GitHubTree.Entry?] = [:]
        for (path, bytes) in files { changes[path] = .some(try bytes.map { try entry(path, $0, head) }) }
        let committer = try committer ?? site.signature()
        let commit = try git.write(
            GitHubCommit(
                tree: git.writing(changes, into: head?.tree), parents: head.map { [$0.sha] } ?? [],
                author: author ?? committer,
                committer: committer, message: message))
        return (try move(branch, to: commit), commit)
    }

    /// A file that is replaced keeps its mode.
    private func entry(_ path: String, _ bytes: [UInt8], _ head: GitHubCommit?) throws -> GitHubTree.Entry {
        let present = try head.flatMap { try git.entry(at: path, in: $0.tree) }
        let mode = present.flatMap { $0.isDirectory ? nil : $0.mode } ?? GitHubTree.Entry.file
        return .init(name: "", mode: mode, sha: try git.write(blob: bytes))
    }

    /// Puts a branch to a commit, or makes it there.
    @discardableResult
    func move(_ branch: String, to commit: GitHubCommit) throws -> GitHubRepository {
        try git.setRef("refs/heads/\(branch)", to: commit.sha)
        var repository = try site.repository(id: repository.id)
        repository.pushedAt = GitHubTime.text(time)
        if branch == repository.defaultBranch {
            repository.size =
                try git.files(in: commit.tree).filter { $0.entry.kind == "blob" }
                .reduce(0) { try $0 + git.blob($1.entry.sha).count } / 1_024
            repository.language = try GitHubLanguages.main(of: git, branch: branch)
            repository.updatedAt = GitHubTime.text(time)
        }
        try site.repositories.save(repository)
        try GitHubPullHeads(site: site, repository: repository).moved(branch, to: commit.sha)
        return repository
    }

    /// Takes a branch away; pull requests that come from it are closed.
    func remove(_ branch: String) throws {
        try git.removeRef("refs/heads/\(branch)")
        try GitHubPullHeads(site: site, repository: repository).removed(branch)
    }
}

extension GitHubSite {
    /// How the account's user signs commits now.
    func signature() throws -> GitHubCommit.Signature { signature(try me(), at: seconds) }

    func signature(_ user: GitHubUser, at time: Int) -> GitHubCommit.Signature {
        .init(name: user.signatureName, email: user.commitEmail, time: time)
    }
}
