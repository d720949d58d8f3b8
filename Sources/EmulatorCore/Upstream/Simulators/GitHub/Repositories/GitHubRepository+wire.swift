extension GitHubSite {
    /// A repository as lists show it.
    func json(_ repository: GitHubRepository) throws -> JSONValue {
        let state: [String: JSONValue] = [
            "id": .int(repository.id), "node_id": GitHubURL.nodeID("Repository", repository.id),
            "name": .string(repository.name), "full_name": .string(repository.fullName),
            "private": .bool(repository.isPrivate), "owner": try brief(repository.owner),
            "html_url": .string(repository.htmlURL), "description": .orNull(repository.description),
            "fork": .bool(repository.parent != nil), "url": .string(repository.url),
            "homepage": .orNull(repository.homepage), "size": .int(repository.size),
            "stargazers_count": .int(repository.stars), "watchers_count": .int(repository.stars),
            "watchers": .int(repository.stars), "language": .orNull(repository.language),
            "forks_count": .int(repository.forks), "forks": .int(repository.forks),
            "open_issues_count": .int(repository.openIssues), "open_issues": .int(repository.openIssues),
            "archived": .bool(repository.isArchived), "disabled": false, "license": repository.licenseJSON,
            "is_template": .bool(repository.isTemplate), "topics": .strings(repository.topics),
            "visibility": .string(repository.visibility), "default_branch": .string(repository.defaultBranch),
            "permissions": try permission(on: repository).json, "created_at": .string(repository.createdAt),
            "updated_at": .string(repository.updatedAt), "pushed_at": .string(repository.pushedAt),
        ]
        return JSONValue.object(state).adding(repository.featureMembers).adding(repository.addresses)
    }

    /// A repository as a call for it alone shows it.
    func fullJSON(_ repository: GitHubRepository) throws -> JSONValue {
        var json = try json(repository).adding(repository.mergingMembers).adding([
            "network_count": .int(repository.forks), "subscribers_count": .int(repository.stars),
            "temp_clone_token": "",
        ])
        if let owner = try users.find(repository.owner.lowercased()), owner.isOrganization {
            json = json.adding(["organization": owner.brief])
        }
        if let parent = try repository.parent.flatMap({ try repositories.find(String($0)) }) {
            let parentJSON = try self.json(parent)
            json = json.adding(["parent": parentJSON, "source": parentJSON])
        }
        return json
    }
}

extension GitHubRepository {
    fileprivate var licenseJSON: JSONValue {
        guard let license else { return .null }
        let key = license.lowercased()
        return [
            "key": .string(key), "name": .string(Self.licenseNames[key] ?? license), "spdx_id": .string(license),
            "url": .string("\(GitHubURL.api)/licenses/\(key)"), "node_id": GitHubURL.nodeID("License", key),
        ]
    }

    private static let licenseNames = [
        "mit": "MIT License", "apache-2.0": "Apache License 2.0", "bsd-3-clause": "BSD 3-Clause License",
        "gpl-3.0": "GNU General Public License v3.0", "mpl-2.0": "Mozilla Public License 2.0",
    ]

    fileprivate var featureMembers: [String: JSONValue] {
        [
            "has_issues": .bool(features.issues), "has_projects": .bool(features.projects),
            "has_wiki": .bool(features.wiki), "has_discussions": .bool(features.discussions), "has_downloads": true,
            "has_pages": false, "allow_forking": .bool(merging.allowsForks), "web_commit_signoff_required": false,
            "mirror_url": .null,
        ]
    }

    fileprivate var mergingMembers: [String: JSONValue] {
        [
            "allow_squash_merge": .bool(merging.squash), "allow_merge_commit": .bool(merging.merge),
            "allow_rebase_merge": .bool(merging.rebase), "allow_auto_merge": .bool(merging.auto),
            "allow_update_branch": .bool(merging.updatesBranch),
            "delete_branch_on_merge": .bool(merging.deletesBranch),
        ]
    }

    fileprivate var addresses: [String: JSONValue] {
        GitHubURL.members(
            url,
            [
                "archive_url": "/{archive_format}{/ref}", "assignees_url": "/assignees{/user}",
                "blobs_url": "/git/blobs{/sha}", "branches_url": "/branches{/branch}",
                "collaborators_url": "/collaborators{/collaborator}", "comments_url": "/comments{/number}",
                "commits_url": "/commits{/sha}", "compare_url": "/compare/{base}...{head}",
                "contents_url": "/contents/{+path}", "contributors_url": "/contributors",
                "deployments_url": "/deployments", "downloads_url": "/downloads", "events_url": "/events",
                "forks_url": "/forks", "git_commits_url": "/git/commits{/sha}", "git_refs_url": "/git/refs{/sha}",
                "git_tags_url": "/git/tags{/sha}", "hooks_url": "/hooks",
                "issue_comment_url": "/issues/comments{/number}", "issue_events_url": "/issues/events{/number}",
                "issues_url": "/issues{/number}", "keys_url": "/keys{/key_id}", "labels_url": "/labels{/name}",
                "languages_url": "/languages", "merges_url": "/merges", "milestones_url": "/milestones{/number}",
                "notifications_url": "/notifications{?since,all,participating}", "pulls_url": "/pulls{/number}",
                "releases_url": "/releases{/id}", "stargazers_url": "/stargazers", "statuses_url": "/statuses/{sha}",
                "subscribers_url": "/subscribers", "subscription_url": "/subscription", "tags_url": "/tags",
                "teams_url": "/teams", "trees_url": "/git/trees{/sha}",
            ]
        ).merging([
            "clone_url": .string("\(htmlURL).git"), "svn_url": .string(htmlURL),
            "git_url": .string("git://github.com/\(fullName).git"),
            "ssh_url": .string("git@github.com:\(fullName).git"),
        ]) { $1 }
    }
}
