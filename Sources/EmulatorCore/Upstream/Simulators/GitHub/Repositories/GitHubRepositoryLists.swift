/// Lists of repositories.
enum GitHubRepositoryLists {
    /// What the account owns or works on.
    static func mine(_ call: SimulatorCall) throws -> UpstreamResponse {
        let site = call.site
        let me = try site.me()
        let type = try call.choice("type", ["all", "owner", "public", "private", "member"], resource: "Repository")
        let visibility = try call.choice("visibility", ["all", "public", "private"], resource: "Repository")
        let found = try site.visibleRepositories().filter { repository in
            let isOwn = repository.owner == me.login
            guard try isOwn || site.permission(of: me, on: repository) > .read else { return false }
            return switch type {
            case "owner": isOwn
            case "member": !isOwn
            case "public", "private": repository.visibility == type
            default: visibility == "all" || repository.visibility == visibility
            }
        }
        return try page(found, call, standard: "full_name")
    }

    static func ofUser(_ call: SimulatorCall) throws -> UpstreamResponse {
        let user = try call.site.user(call["username"])
        let type = try call.choice("type", ["owner", "all", "member"], resource: "Repository")
        let found = try call.site.visibleRepositories().filter { repository in
            guard !repository.isPrivate else { return false }
            let isOwn = repository.owner == user.login
            let isMember = try !isOwn && call.site.permission(of: user, on: repository) > .read
            return type == "owner" ? isOwn : type == "member" ? isMember : isOwn || isMember
        }
        return try page(found, call, standard: "full_name")
    }

    static func ofOrganization(_ call: SimulatorCall) throws -> UpstreamResponse {
        let organization = try GitHubUsers.organization(named: call["org"], call.site)
        let types = ["all", "public", "private", "forks", "sources", "member"]
        let type = try call.choice("type", types, resource: "Repository")
        let found = try call.site.visibleRepositories().filter { repository in
            guard repository.owner == organization.login else { return false }
            return switch type {
            case "public", "private": repository.visibility == type
            case "forks": repository.parent != nil
            case "sources": repository.parent == nil
            default: true
            }
        }
        return try page(found, call, standard: "created")
    }

    static func forks(_ call: SimulatorCall) throws -> UpstreamResponse {
        let id = try call.repository().id
        var forks = Array(try call.site.visibleRepositories().filter { $0.parent == id }.reversed())
        switch try call.choice("sort", ["newest", "oldest", "stargazers", "watchers"], resource: "Repository") {
        case "oldest": forks.reverse()
        case "stargazers", "watchers": forks = forks.sortedStably(descending: true, by: \.stars)
        default: break
        }
        return try call.page(forks, json: call.site.json)
    }

    private static func page(_ found: [GitHubRepository], _ call: SimulatorCall, standard: String) throws
        -> UpstreamResponse
    {
        let orders = [standard] + ["full_name", "created", "updated", "pushed"].filter { $0 != standard }
        let order = try call.choice("sort", orders, resource: "Repository")
        let key: (GitHubRepository) -> String =
            switch order {
            case "created": \.createdAt
            case "updated": \.updatedAt
            case "pushed": \.pushedAt
            default: { $0.fullName.lowercased() }
            }
        let isDescending = call.isDescending(standard: order != "full_name")
        return try call.page(found.sortedStably(descending: isDescending, by: key), json: call.site.json)
    }
}

extension Array {
    /// By a key; of equal ones the later comes first in a descending list, as the newest do everywhere at GitHub.
    func sortedStably(descending: Bool, by key: (Element) -> some Comparable) -> [Element] {
        let ascending = enumerated().sorted { left, right in
            let (first, second) = (key(left.element), key(right.element))
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
        return descending ? ascending.reversed() : ascending
    }
}
