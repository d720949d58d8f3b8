extension GitHubUser {
    var htmlURL: String { "\(GitHubURL.html)/\(login)" }
    private var url: String { "\(GitHubURL.api)/users/\(login)" }

    /// As other things show their people.
    var brief: JSONValue {
        JSONValue.object([
            "login": .string(login), "id": .int(id),
            "node_id": GitHubURL.nodeID(isOrganization ? "Organization" : "User", id),
            "avatar_url": .string("https://avatars.githubusercontent.com/u/\(id)?v=4"), "gravatar_id": "",
            "url": .string(url), "html_url": .string(htmlURL),
            "type": .string(isOrganization ? "Organization" : "User"),
            "user_view_type": "public", "site_admin": false,
        ]).adding(
            GitHubURL.members(
                url,
                [
                    "followers_url": "/followers", "following_url": "/following{/other_user}",
                    "gists_url": "/gists{/gist_id}", "starred_url": "/starred{/owner}{/repo}",
                    "subscriptions_url": "/subscriptions", "organizations_url": "/orgs", "repos_url": "/repos",
                    "events_url": "/events{/privacy}", "received_events_url": "/received_events",
                ]))
    }

    /// The profile that everybody sees.
    /// - Parameter repositories: how many public ones there are.
    func profile(publicRepositories repositories: Int) -> JSONValue {
        brief.adding([
            "name": .orNull(name), "company": .orNull(company), "blog": .string(blog), "location": .orNull(location),
            "email": .orNull(email), "hireable": .null, "bio": .orNull(bio), "twitter_username": .null,
            "public_repos": .int(repositories), "public_gists": 0, "followers": .int(followers),
            "following": .int(following), "created_at": .string(createdAt), "updated_at": .string(updatedAt),
        ])
    }

    /// An organization as `/orgs/{org}` gives it.
    func organization(publicRepositories repositories: Int, privateRepositories: Int) -> JSONValue {
        let url = "\(GitHubURL.api)/orgs/\(login)"
        return .object([
            "login": .string(login), "id": .int(id), "node_id": GitHubURL.nodeID("Organization", id),
            "url": .string(url), "avatar_url": .string("https://avatars.githubusercontent.com/u/\(id)?v=4"),
            "description": .orNull(bio), "name": .orNull(name), "company": .orNull(company), "blog": .string(blog),
            "location": .orNull(location), "email": .orNull(email), "is_verified": false,
            "has_organization_projects": true, "has_repository_projects": true, "public_repos": .int(repositories),
            "public_gists": 0, "followers": .int(followers), "following": .int(following),
            "html_url": .string(htmlURL), "type": "Organization", "created_at": .string(createdAt),
            "updated_at": .string(updatedAt), "total_private_repos": .int(privateRepositories),
            "owned_private_repos": .int(privateRepositories),
        ]).adding(
            GitHubURL.members(
                url,
                [
                    "repos_url": "/repos", "events_url": "/events", "hooks_url": "/hooks", "issues_url": "/issues",
                    "members_url": "/members{/member}", "public_members_url": "/public_members{/member}",
                ]))
    }
}

extension GitHubSite {
    /// Null for nobody, and for somebody who is not there any more.
    func brief(_ login: String?) throws -> JSONValue {
        guard let login else { return .null }
        return try users.find(login.lowercased())?.brief ?? .null
    }

    func briefs(_ logins: [String]) throws -> JSONValue {
        .array(try logins.compactMap { try users.find($0.lowercased())?.brief })
    }
}
