/// Repositories one by one.
enum GitHubRepositories {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(try call.site.fullJSON(call.repository()))
    }

    static func createForMe(_ call: SimulatorCall) throws -> UpstreamResponse {
        try create(call, owner: call.site.me())
    }

    static func createInOrganization(_ call: SimulatorCall) throws -> UpstreamResponse {
        let organization = try GitHubUsers.organization(named: call["org"], call.site)
        guard organization.members[try call.site.me().login] != nil else {
            throw GitHubError.forbidden("You need to be a member of this organization to create a repository in it.")
        }
        return try create(call, owner: organization)
    }

    private static func create(_ call: SimulatorCall, owner: GitHubUser) throws -> UpstreamResponse {
        let body = try call.gitHubBody()
        var repository = try new(body.required("name"), owner: owner.login, call.site)
        try GitHubRepositorySettings(body).apply(to: &repository)
        repository.license = try body.text("license_template").map(spdx)
        try register(repository, call.site)
        if try body.flag("auto_init") ?? false || body["license_template"] != nil || body["gitignore_template"] != nil {
            repository = try initialize(repository, body, call.site)
        }
        return .created(try call.site.fullJSON(repository))
    }

    /// Copies the files of a template into one commit.
    static func createFromTemplate(_ call: SimulatorCall) throws -> UpstreamResponse {
        let template = try call.repository()
        guard template.isTemplate else { throw GitHubError.notFound }
        let body = try call.gitHubBody()
        let owner = try body.text("owner").map(call.site.user) ?? call.site.me()
        var repository = try new(body.required("name"), owner: owner.login, call.site)
        repository.description = try body.text("description")
        repository.isPrivate = try body.flag("private") ?? false
        repository.defaultBranch = template.defaultBranch
        try register(repository, call.site)
        let source = call.site.git(of: template.id)
        if let head = try source.head(of: template.defaultBranch) {
            let git = call.site.git(of: repository.id)
            try git.copyObjects(reachableFrom: head.sha, in: source)
            let signature = try call.site.signature()
            let commit = try git.write(
                GitHubCommit(tree: head.tree, parents: [], author: signature, message: "Initial commit"))
            repository = try GitHubPush(site: call.site, repository: repository).move(
                repository.defaultBranch, to: commit)
        }
        return .created(try call.site.fullJSON(repository))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        var repository = try call.administeredRepository()
        let body = try call.gitHubBody()
        if repository.isArchived, try body.flag("archived") != false {
            throw GitHubError.forbidden("Repository was archived so is read-only.")
        }
        if let name = try body.text("name"), name != repository.name {
            try rename(&repository, owner: repository.owner, name: name, call.site)
        }
        if let branch = try body.text("default_branch"), branch != repository.defaultBranch {
            guard try call.site.git(of: repository.id).ref("heads/\(branch)") != nil else {
                throw GitHubError.custom(
                    "Repository",
                    "The branch \(branch) was not found. Please push that ref first or create it via the"
                        + " Git Data API.", field: "default_branch")
            }
            repository.defaultBranch = branch
        }
        try GitHubRepositorySettings(body).apply(to: &repository)
        if let archived = try body.flag("archived") { repository.isArchived = archived }
        repository.updatedAt = call.site.now
        try call.site.repositories.save(repository)
        return .json(try call.site.fullJSON(repository))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.administeredRepository()
        try call.site.delete(repository)
        return .noContent
    }

    static func transfer(_ call: SimulatorCall) throws -> UpstreamResponse {
        var repository = try call.administeredRepository()
        let body = try call.gitHubBody()
        guard let owner = try call.site.users.find(body.required("new_owner").lowercased()) else {
            throw GitHubError.validation("Repository", "new_owner", "invalid")
        }
        try rename(&repository, owner: owner.login, name: body.text("new_name") ?? repository.name, call.site)
        repository.updatedAt = call.site.now
        try call.site.repositories.save(repository)
        return .json(try call.site.json(repository), status: 202)
    }

    // MARK: Making and naming

    /// A repository that nobody has yet.
    static func new(_ name: String, owner: String, _ site: GitHubSite) throws -> GitHubRepository {
        let name = try checked(name, owner: owner, site)
        return GitHubRepository(
            id: try site.newID(), owner: owner, name: name, createdAt: site.now, updatedAt: site.now,
            pushedAt: site.now)
    }

    /// Puts it where it is found.
    static func register(_ repository: GitHubRepository, _ site: GitHubSite) throws {
        try site.names.put(repository.fullName.lowercased(), .string(repository.documentID))
        try site.repositories.save(repository)
        for label in GitHubLabel.standard {
            try site.labels(in: repository.id).save(
                GitHubLabel(
                    id: site.newID(), name: label.name, color: label.color, description: label.description,
                    isDefault: true))
        }
    }

    /// The old name goes on to lead to the repository until another one takes it.
    private static func rename(_ repository: inout GitHubRepository, owner: String, name: String, _ site: GitHubSite)
        throws
    {
        repository.name = try checked(name, owner: owner, site, except: repository.id)
        repository.owner = owner
        try site.names.put(repository.fullName.lowercased(), .string(repository.documentID))
    }

    /// GitHub puts a dash in place of what names may not have.
    private static func checked(_ name: String, owner: String, _ site: GitHubSite, except id: Int? = nil) throws
        -> String
    {
        let name = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
        guard !name.isEmpty, name.count <= 100, name != ".", name != ".." else {
            throw GitHubError.validation("Repository", "name", name.isEmpty ? "missing_field" : "invalid")
        }
        if let other = try site.names.get("\(owner)/\(name)".lowercased())?.string, other != id.map(String.init),
            let holder = try site.repositories.find(other),
            holder.fullName.lowercased() == "\(owner)/\(name)".lowercased()
        {
            var error = GitHubError.custom("Repository", "name already exists on this account", field: "name")
            error.message = "Repository creation failed."
            throw error
        }
        return name
    }

    private static func spdx(_ key: String) -> String {
        key == "mit"
            ? "MIT"
            : key.split(separator: "-").map { part in
                part.count <= 4 ? part.uppercased() : part.prefix(1).uppercased() + part.dropFirst()
            }.joined(separator: "-")
    }

    /// The first commit.
    private static func initialize(_ repository: GitHubRepository, _ body: GitHubBody, _ site: GitHubSite) throws
        -> GitHubRepository
    {
        var files: [String: String] = [:]
        if try body.flag("auto_init") ?? false {
            files["README.md"] = "# \(repository.name)" + (repository.description.map { "\n\($0)\n" } ?? "\n")
        }
        if let template = try body.text("gitignore_template") { files[".gitignore"] = "# \(template)\n" }
        if let license = repository.license { files["LICENSE"] = "\(license)\n" }
        return try GitHubPush(site: site, repository: repository).commit(
            files.mapValues { Array($0.utf8) }, on: repository.defaultBranch, message: "Initial commit"
        ).repository
    }
}
