/// What GitHub's calls have in common.
extension SimulatorCall {
    var site: GitHubSite { GitHubSite(room: room) }

    /// The repository in the path.
    func repository() throws -> GitHubRepository { try site.repository(self["owner"], self["repo"]) }

    /// The repository in the path, where the account may write.
    /// - Throws: 404 as for one that is not there, which is how GitHub answers who may only read.
    func writableRepository() throws -> GitHubRepository {
        let repository = try changeableRepository()
        guard try site.permission(on: repository) >= .write else { throw GitHubError.notFound }
        return repository
    }

    /// The repository in the path, whose settings are the account's to change.
    func administeredRepository() throws -> GitHubRepository {
        let repository = try repository()
        guard try site.permission(on: repository) >= .admin else { throw GitHubError.needsAdmin }
        return repository
    }

    /// The repository in the path, unless it is archived.
    func changeableRepository() throws -> GitHubRepository {
        let repository = try repository()
        guard !repository.isArchived else {
            throw GitHubError.forbidden("Repository was archived so is read-only.")
        }
        return repository
    }

    /// A number in the path; one that cannot be read names nothing.
    func number(_ name: String) throws -> Int {
        guard let number = Int(self[name]) else { throw GitHubError.notFound }
        return number
    }

    // MARK: The query

    func query(_ name: String) -> String? { request.query(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// - Throws: 422 for a value that is not among these.
    func choice(_ name: String, _ values: [String], resource: String) throws -> String {
        guard let text = query(name) else { return values[0] }
        guard values.contains(text) else {
            throw GitHubError.validation(resource, name, "invalid", value: .string(text))
        }
        return text
    }

    /// Whether a list runs from the last to the first.
    func isDescending(standard: Bool) -> Bool { query("direction").map { $0.lowercased() == "desc" } ?? standard }

    /// The earliest time of change that is asked for.
    func since() throws -> String? {
        try query("since").map { text in
            guard let seconds = GitHubTime.seconds(text) else {
                throw GitHubError.unprocessable("Invalid since parameter: \(text)")
            }
            return GitHubTime.text(seconds)
        }
    }

    /// Whether the caller accepts a media type such as `raw` or `diff` in place of JSON.
    func accepts(_ format: String) -> Bool {
        let accepted = request.header("accept") ?? ""
        return accepted.split(separator: ",").contains { type in
            let type = type.prefix { $0 != ";" }.filter { $0 != " " }
            return type.hasPrefix("application/vnd.github")
                && type.split(whereSeparator: { ".+".contains($0) })
                    .contains(Substring(format))
        }
    }

    // MARK: The body

    /// - Throws: 400 for a body that is no JSON object.
    func gitHubBody() throws -> GitHubBody {
        switch request.body {
        case .none: GitHubBody(members: [:])
        case .form: GitHubBody(members: request.members)
        case .json(.object(let members)): GitHubBody(members: members)
        case .json: throw GitHubError(status: 400, message: "Body should be a JSON object")
        case .bytes: throw GitHubError(status: 400, message: "Problems parsing JSON")
        }
    }
}

extension UpstreamResponse {
    static func created(_ value: JSONValue) -> UpstreamResponse { .json(value, status: 201) }
}
