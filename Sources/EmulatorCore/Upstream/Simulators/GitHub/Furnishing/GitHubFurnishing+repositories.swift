extension GitHubFurnishing {
    /// Makes a repository, still empty, so that forks and people can name all of them.
    func furnishRepository(_ data: SimulatorData) throws -> GitHubRepository {
        try data.requireMembers([
            "id", "name", "description", "homepage", "private", "template", "archived", "fork_of", "topics", "license",
            "default_branch", "issues_enabled", "collaborators", "stars", "created", "files", "commits", "branches",
            "tags", "labels", "milestones", "issues", "pulls",
        ])
        let name = try data.required("name").text().split(separator: "/").map(String.init)
        guard name.count == 2 else {
            throw try data.required("name").refusal("value must be owner/name or me/name")
        }
        let owner = try user(SimulatorData(.string(name[0]), at: "\(data.path).name"))
        guard try site.names.get("\(owner.login)/\(name[1])".lowercased()) == nil else {
            throw data.refusal("the repository \(owner.login)/\(name[1]) is there twice")
        }
        if let original = try data.text("fork_of") { return try fork(original, owner, name[1], data) }
        var repository = try GitHubRepositories.new(name[1], owner: owner.login, site)
        if let id = try data.whole("id") { repository.id = id }
        repository.createdAt = try timeText(data.member("created"), standard: Self.year)
        (repository.updatedAt, repository.pushedAt) = (repository.createdAt, repository.createdAt)
        try describe(&repository, data)
        try GitHubRepositories.register(repository, site)
        try furnishFiles(of: repository, data)
        return try site.repository(id: repository.id)
    }

    private func describe(_ repository: inout GitHubRepository, _ data: SimulatorData) throws {
        repository.description = try data.text("description")
        repository.homepage = try data.text("homepage")
        repository.isPrivate = try data.flag("private") ?? false
        repository.isTemplate = try data.flag("template") ?? false
        repository.isArchived = try data.flag("archived") ?? false
        repository.topics = try data.list("topics").map { try $0.text() }
        repository.license = try data.text("license")
        repository.defaultBranch = try data.text("default_branch") ?? "main"
        repository.features.issues = try data.flag("issues_enabled") ?? true
        for (name, level) in try data.member("collaborators")?.entries() ?? [] {
            let login = try user(SimulatorData(.string(name), at: level.path)).login
            let words = ["read", "triage", "write", "maintain", "admin"]
            repository.collaborators[login] = GitHubPermission(try level.choice(words))
        }
    }

    /// A fork stands after its original and brings its own commits only.
    private func fork(_ original: String, _ owner: GitHubUser, _ name: String, _ data: SimulatorData) throws
        -> GitHubRepository
    {
        let parts = original.split(separator: "/").map(String.init)
        let holder = try parts.first == "me" ? site.me().login : parts.first ?? ""
        guard parts.count == 2, let parent = try site.find(holder, parts[1]) else {
            throw try data.required("fork_of").refusal(
                unknown: original, "repository", among: try site.repositories.all().map(\.fullName))
        }
        var fork = try GitHubForks.fork(parent, as: name, owner: owner, site)
        fork.createdAt = try timeText(data.member("created"), standard: 30 * Self.day)
        fork.updatedAt = fork.createdAt
        if let text = try data.text("description") { fork.description = text }
        try site.repositories.save(fork)
        try furnishFiles(of: fork, data)
        return try site.repository(id: fork.id)
    }

    /// The files of the first commit, then more commits, then branches with theirs.
    private func furnishFiles(of repository: GitHubRepository, _ data: SimulatorData) throws {
        let created = GitHubTime.seconds(repository.createdAt) ?? site.seconds
        if let files = data.member("files") {
            try commit(
                files, to: repository, repository.defaultBranch, "Initial commit", user("owner", of: repository),
                created)
        }
        for item in try data.list("commits") { try furnishCommit(item, to: repository, repository.defaultBranch) }
        let git = site.git(of: repository.id)
        for item in try data.list("branches") {
            try item.requireMembers(["name", "from", "commits"])
            let start = try item.text("from") ?? repository.defaultBranch
            guard let commit = try git.resolve(start) else {
                throw try item.required("from").refusal(
                    unknown: start, "branch", among: try git.branches().map(\.name))
            }
            let name = try item.required("name").text()
            try git.setRef("refs/heads/\(name)", to: commit.sha)
            for item in try item.list("commits") { try furnishCommit(item, to: repository, name) }
        }
        for (name, target) in try data.member("tags")?.entries() ?? [] {
            guard let commit = try git.resolve(target.text()) else {
                throw target.refusal(unknown: try target.text(), "branch", among: try git.branches().map(\.name))
            }
            try git.setRef("refs/tags/\(name)", to: commit.sha)
        }
    }

    /// Whoever owns a repository makes its first commit; for an organization that is its first admin.
    private func user(_ role: String, of repository: GitHubRepository) throws -> GitHubUser {
        let owner = try site.user(repository.owner)
        guard owner.isOrganization else { return owner }
        let admins = owner.members.filter { $0.value == .admin }.keys.sorted()
        return try admins.first.map(site.user) ?? site.me()
    }

    private func furnishCommit(_ data: SimulatorData, to repository: GitHubRepository, _ branch: String) throws {
        try data.requireMembers(["message", "author", "ago", "files"])
        try commit(
            data.required("files"), to: repository, branch, data.required("message").text(),
            user("author", of: data), time(data.member("ago")))
    }

    /// A file that is null goes.
    private func commit(
        _ files: SimulatorData, to repository: GitHubRepository, _ branch: String, _ message: String,
        _ author: GitHubUser, _ time: Int
    ) throws {
        var contents: [String: [UInt8]?] = [:]
        for (path, content) in try files.entries() {
            contents[path] = .some(content.value.isNull ? nil : Array(try content.text().utf8))
        }
        let push = GitHubPush(site: site, repository: try site.repository(id: repository.id), time: time)
        _ = try push.commit(contents, on: branch, message: message, committer: site.signature(author, at: time))
    }
}
