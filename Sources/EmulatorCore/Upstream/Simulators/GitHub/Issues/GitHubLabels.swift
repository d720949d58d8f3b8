/// The labels of a repository.
enum GitHubLabels {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        let writer = try GitHubIssueWriter(call.site, repository)
        return try call.page(call.site.labels(in: repository.id).all()) { writer.json($0) }
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.repository()
        return .json(try GitHubIssueWriter(call.site, repository).json(find(call, repository)))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let body = try call.gitHubBody()
        var label = GitHubLabel(id: try call.site.newID(), name: try body.required("name"), color: "ededed")
        try change(&label, body, repository, call.site)
        try call.site.labels(in: repository.id).save(label)
        return .created(try GitHubIssueWriter(call.site, repository).json(label))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let body = try call.gitHubBody()
        var label = try find(call, repository)
        if let name = try body.text("new_name") { label.name = name }
        try change(&label, body, repository, call.site)
        try call.site.labels(in: repository.id).save(label)
        return .json(try GitHubIssueWriter(call.site, repository).json(label))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let repository = try call.writableRepository()
        let label = try find(call, repository)
        for var issue in try call.site.issues(in: repository.id).all() where issue.labels.contains(label.id) {
            issue.labels.removeAll { $0 == label.id }
            try call.site.issues(in: repository.id).save(issue)
        }
        try call.site.labels(in: repository.id).remove(label.documentID)
        return .noContent
    }

    private static func find(_ call: SimulatorCall, _ repository: GitHubRepository) throws -> GitHubLabel {
        guard let label = try call.site.label(call["name"], in: repository) else { throw GitHubError.notFound }
        return label
    }

    private static func change(
        _ label: inout GitHubLabel, _ body: GitHubBody, _ repository: GitHubRepository, _ site: GitHubSite
    ) throws {
        guard !label.name.trimmed.isEmpty else { throw GitHubError.validation("Label", "name", "missing_field") }
        if let other = try site.label(label.name, in: repository), other.id != label.id {
            throw GitHubError.validation("Label", "name", "already_exists")
        }
        if let color = try body.text("color") {
            guard color.count == 6, color.allSatisfy(\.isHexDigit) else {
                throw GitHubError.validation("Label", "color", "invalid")
            }
            label.color = color.lowercased()
        }
        if body.has("description") { label.description = try body.text("description") }
        guard (label.description ?? "").count <= 100 else {
            throw GitHubError.custom(
                "Label", "description is too long (maximum is 100 characters)", field: "description")
        }
    }
}
