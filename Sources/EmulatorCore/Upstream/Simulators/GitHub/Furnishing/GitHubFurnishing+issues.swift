extension GitHubFurnishing {
    func furnishContent(of repository: GitHubRepository, _ data: SimulatorData) throws {
        for item in try data.list("stars") {
            try site.star(
                site.repository(id: repository.id), by: user(item), at: GitHubTime.text(site.seconds - 20 * Self.day))
        }
        for item in try data.list("labels") { try furnishLabel(item, repository) }
        for item in try data.list("milestones") { try furnishMilestone(item, repository) }
        for item in try data.list("issues") { try furnishIssue(item, repository) }
        for item in try data.list("pulls") { try furnishPull(item, repository) }
    }

    private func furnishLabel(_ data: SimulatorData, _ repository: GitHubRepository) throws {
        try data.requireMembers(["name", "color", "description"])
        let name = try data.required("name").text()
        let color = try data.text("color") ?? "ededed"
        guard color.count == 6, color.allSatisfy(\.isHexDigit) else {
            throw try data.required("color").refusal("value must be six hexadecimal digits")
        }
        var label = try site.label(name, in: repository) ?? GitHubLabel(id: site.newID(), name: name, color: color)
        (label.color, label.description) = (color, try data.text("description"))
        try site.labels(in: repository.id).save(label)
    }

    private func furnishMilestone(_ data: SimulatorData, _ repository: GitHubRepository) throws {
        try data.requireMembers(["title", "description", "due_in", "closed", "creator", "created"])
        let created = try timeText(data.member("created"), standard: 60 * Self.day)
        let due = try data.member("due_in").map { GitHubTime.text(site.seconds + (try $0.duration())) }
        let isClosed = try data.flag("closed") ?? false
        try site.milestones(in: repository.id).save(
            GitHubMilestone(
                number: site.milestones(in: repository.id).count() + 1, id: site.newID(),
                title: data.required("title").text(), description: data.text("description"), isOpen: !isClosed,
                creator: user("creator", of: data).login, dueOn: due, createdAt: created, updatedAt: created,
                closedAt: isClosed ? created : nil))
    }

    private func furnishIssue(_ data: SimulatorData, _ repository: GitHubRepository) throws {
        try data.requireMembers([
            "number", "title", "body", "author", "ago", "labels", "assignees", "milestone", "closed", "reason",
            "locked",
            "comments",
        ])
        let issue = try open(data, nil, repository)
        try furnishComments(data, on: issue, repository)
        guard let closed = data.member("closed") else { return }
        var current = try site.issue(issue.number, in: repository)
        let time = try timeText(closed)
        try site.setOpen(false, &current, in: repository, by: user("author", of: data).login, at: time)
        current.stateReason =
            try data.member("reason")?.choice(["completed", "not_planned", "duplicate"]) ?? "completed"
        _ = try site.save(current, in: repository, at: time)
    }

    /// What issues and pull requests have in common.
    func open(_ data: SimulatorData, _ pull: GitHubPull?, _ repository: GitHubRepository) throws -> GitHubIssue {
        let time = try timeText(data.member("ago"))
        let labels = try data.list("labels").map { item in
            guard let label = try site.label(item.text(), in: repository) else {
                throw item.refusal(
                    unknown: try item.text(), "label", among: try site.labels(in: repository.id).all().map(\.name))
            }
            return label.id
        }
        var issue = GitHubIssue(
            number: try data.whole("number") ?? 0, id: try pull?.id ?? site.newID(),
            title: try data.required("title").text(), body: try data.member("body").map(prose),
            author: try user("author", of: data).login, labels: labels,
            assignees: try data.list("assignees").map { try user($0).login },
            milestone: try data.member("milestone").map { try milestone($0, repository) },
            isLocked: try data.flag("locked") ?? false, createdAt: time, updatedAt: time)
        issue.pull = pull
        guard try issue.number == 0 || site.issues(in: repository.id).find(issue.documentID) == nil else {
            throw data.refusal("the number \(issue.number) is there twice")
        }
        return try site.open(issue, in: repository)
    }

    private func milestone(_ data: SimulatorData, _ repository: GitHubRepository) throws -> Int {
        let title = try data.text()
        let all = try site.milestones(in: repository.id).all()
        guard let found = all.first(where: { $0.title == title }) else {
            throw data.refusal(unknown: title, "milestone", among: all.map(\.title))
        }
        return found.number
    }

    func furnishComments(_ data: SimulatorData, on issue: GitHubIssue, _ repository: GitHubRepository) throws {
        for item in try data.list("comments") {
            try item.requireMembers(["author", "ago", "text"])
            _ = try site.comment(
                on: site.issue(issue.number, in: repository), in: repository, by: user("author", of: item).login,
                prose(item.required("text")), at: timeText(item.member("ago")))
        }
    }
}
