/// Rules that issues and pull requests share.
extension GitHubSite {
    func issue(_ number: Int, in repository: GitHubRepository) throws -> GitHubIssue {
        guard let issue = try issues(in: repository.id).find(String(number)) else { throw GitHubError.notFound }
        return issue
    }

    /// Puts a new one into its repository, under the next number unless it has one.
    func open(_ issue: GitHubIssue, in repository: GitHubRepository) throws -> GitHubIssue {
        var repository = try self.repository(id: repository.id)
        var issue = issue
        if issue.number == 0 { issue.number = repository.lastNumber + 1 }
        repository.lastNumber = max(repository.lastNumber, issue.number)
        repository.openIssues += 1
        try repositories.save(repository)
        try issues(in: repository.id).save(issue, rank: Int64(issue.number))
        return issue
    }

    /// Keeps a change of it.
    func save(_ issue: GitHubIssue, in repository: GitHubRepository, at time: String? = nil) throws -> GitHubIssue {
        var issue = issue
        issue.updatedAt = time ?? now
        try issues(in: repository.id).save(issue)
        return issue
    }

    /// Closes or reopens it; the caller keeps it.
    func setOpen(
        _ isOpen: Bool, _ issue: inout GitHubIssue, in repository: GitHubRepository, by login: String,
        at time: String? = nil
    ) throws {
        guard issue.isOpen != isOpen else { return }
        issue.isOpen = isOpen
        issue.closedAt = isOpen ? nil : time ?? now
        issue.closedBy = isOpen ? nil : login
        var repository = try self.repository(id: repository.id)
        repository.openIssues += isOpen ? 1 : -1
        try repositories.save(repository)
    }

    /// Whether somebody can be assigned to issues of a repository, or asked to review.
    func isAssignable(_ login: String, in repository: GitHubRepository) throws -> Bool {
        guard let user = try users.find(login.lowercased()), !user.isOrganization else { return false }
        return try permission(of: user, on: repository) > (repository.isPrivate ? .noAccess : .read)
    }

    // MARK: Labels

    func label(_ name: String, in repository: GitHubRepository) throws -> GitHubLabel? {
        let name = name.lowercased()
        return try labels(in: repository.id).all().first { $0.name.lowercased() == name }
    }

    /// Ids of labels by name; those that are not there yet are made.
    func labelIDs(_ names: [String], in repository: GitHubRepository) throws -> [Int] {
        try names.reduce(into: []) { ids, name in
            let label = try label(name, in: repository) ?? GitHubLabel(id: newID(), name: name, color: "ededed")
            try labels(in: repository.id).save(label)
            if !ids.contains(label.id) { ids.append(label.id) }
        }
    }
}

extension GitHubBody {
    /// Names of labels, written as texts or as objects.
    func labelNames(_ name: String = "labels") throws -> [String]? {
        try items(name)?.map { item in
            guard let label = item.string ?? item["name"]?.string, !label.isEmpty else {
                throw GitHubError.invalidRequest("For 'properties/\(name)', \(item.shown) is not a string.")
            }
            return label
        }
    }
}

extension SimulatorCall {
    /// The issue in the path.
    func issue(in repository: GitHubRepository) throws -> GitHubIssue {
        try site.issue(number("issue_number"), in: repository)
    }

    /// A repository where the account may sort issues: label them, assign them, lock them.
    /// - Throws: 403 for somebody who may only read.
    func triagedRepository() throws -> GitHubRepository {
        let repository = try changeableRepository()
        guard try site.permission(on: repository) >= .triage else { throw GitHubError.needsAdmin }
        return repository
    }
}
