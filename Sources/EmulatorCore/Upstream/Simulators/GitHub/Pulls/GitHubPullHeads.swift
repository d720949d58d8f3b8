/// What happens to pull requests when a branch of a repository moves or goes.
struct GitHubPullHeads {
    let site: GitHubSite
    let repository: GitHubRepository

    /// Those that come from the branch have new commits. Those that go to it are merged when it has all they bring.
    func moved(_ branch: String, to sha: String) throws {
        try eachComing(from: branch) { issue, target in
            let (git, own) = (site.git(of: target.id), site.git(of: repository.id))
            if target.id != repository.id { try git.copyObjects(reachableFrom: sha, in: own) }
            issue.pull?.head.sha = sha
        }
        let known = try site.git(of: repository.id).ancestors(of: sha)
        for var issue in try site.issues(in: repository.id).all() where issue.isOpen && issue.pull?.base.ref == branch {
            guard let head = issue.pull?.head.sha, known.contains(head) else { continue }
            try GitHubMerging.note(&issue, merge: sha, by: site.me().login, at: site.now, repository, site)
            _ = try site.save(issue, in: repository)
        }
    }

    func removed(_ branch: String) throws {
        try eachComing(from: branch) { issue, target in
            try GitHubPullHeads(site: site, repository: target).rememberBase(of: &issue)
            try site.setOpen(false, &issue, in: target, by: site.me().login)
        }
    }

    func renamed(_ old: String, to new: String) throws {
        try eachComing(from: old) { issue, _ in
            issue.pull?.head.ref = new
        }
        for var issue in try site.issues(in: repository.id).all() where issue.isOpen && issue.pull?.base.ref == old {
            issue.pull?.base.ref = new
            try site.issues(in: repository.id).save(issue)
        }
    }

    /// A pull request that is closed shows the base as it was then.
    func rememberBase(of issue: inout GitHubIssue) throws {
        guard issue.isOpen, let ref = issue.pull?.base.ref else { return }
        if let tip = try site.git(of: repository.id).ref("heads/\(ref)") { issue.pull?.base.sha = tip }
    }

    /// Open ones in this repository and, when it is a fork, in the original.
    private func eachComing(from branch: String, _ edit: (inout GitHubIssue, GitHubRepository) throws -> Void) throws {
        for id in [repository.id, repository.parent].compactMap({ $0 }) {
            guard let target = try site.repositories.find(String(id)) else { continue }
            for var issue in try site.issues(in: id).all() where issue.isOpen {
                guard let head = issue.pull?.head, head.repository == repository.id, head.ref == branch else {
                    continue
                }
                try edit(&issue, target)
                _ = try site.save(issue, in: target)
            }
        }
    }
}
