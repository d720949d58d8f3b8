/// Everything that is played of GitHub's REST API: method, path, the page of the documentation that failures name,
/// handler. The first that matches is meant.
enum GitHubRoutes {
    typealias Route = (method: String, path: String, page: String, handler: SimulatorRoutes.Handler)

    static let all = SimulatorRoutes(
        (people + repositories + stars + issues + labels + milestones + pulls + reviews + commits + files + branches
            + git + search).map { route in (route.method, route.path, naming(route.page, route.handler)) })

    /// Failures name the page that describes the call.
    private static func naming(_ page: String, _ handler: @escaping SimulatorRoutes.Handler)
        -> SimulatorRoutes.Handler
    {
        { call in
            do {
                return try handler(call)
            } catch var error as GitHubError {
                error.page = page
                throw error
            }
        }
    }

    static let repository = "/repos/{owner}/{repo}"

    private static let people: [Route] = [
        ("GET", "/user", "users/users#get-the-authenticated-user", GitHubUsers.me),
        ("PATCH", "/user", "users/users#update-the-authenticated-user", GitHubUsers.updateMe),
        ("GET", "/user/emails", "users/emails#list-email-addresses-for-the-authenticated-user", GitHubUsers.emails),
        ("GET", "/user/orgs", "orgs/orgs#list-organizations-for-the-authenticated-user", GitHubUsers.organizations),
        ("GET", "/users/{username}", "users/users#get-a-user", GitHubUsers.get),
        ("GET", "/orgs/{org}", "orgs/orgs#get-an-organization", GitHubUsers.organization),
        ("GET", "/orgs/{org}/members", "orgs/members#list-organization-members", GitHubUsers.members),
    ]

    private static let repositories: [Route] = [
        (
            "GET", "/user/repos", "repos/repos#list-repositories-for-the-authenticated-user",
            GitHubRepositoryLists.mine
        ),
        (
            "POST", "/user/repos", "repos/repos#create-a-repository-for-the-authenticated-user",
            GitHubRepositories.createForMe
        ),
        ("GET", "/users/{username}/repos", "repos/repos#list-repositories-for-a-user", GitHubRepositoryLists.ofUser),
        (
            "GET", "/orgs/{org}/repos", "repos/repos#list-organization-repositories",
            GitHubRepositoryLists.ofOrganization
        ),
        (
            "POST", "/orgs/{org}/repos", "repos/repos#create-an-organization-repository",
            GitHubRepositories.createInOrganization
        ),
        ("GET", repository, "repos/repos#get-a-repository", GitHubRepositories.get),
        ("PATCH", repository, "repos/repos#update-a-repository", GitHubRepositories.update),
        ("DELETE", repository, "repos/repos#delete-a-repository", GitHubRepositories.delete),
        ("POST", "\(repository)/transfer", "repos/repos#transfer-a-repository", GitHubRepositories.transfer),
        (
            "POST", "\(repository)/generate", "repos/repos#create-a-repository-using-a-template",
            GitHubRepositories.createFromTemplate
        ),
        ("GET", "\(repository)/forks", "repos/forks#list-forks", GitHubRepositoryLists.forks),
        ("POST", "\(repository)/forks", "repos/forks#create-a-fork", GitHubForks.create),
        (
            "POST", "\(repository)/merge-upstream", "branches/branches#sync-a-fork-branch-with-the-upstream-repository",
            GitHubForks.mergeUpstream
        ),
        ("GET", "\(repository)/topics", "repos/repos#get-all-repository-topics", GitHubRepositoryFacts.topics),
        (
            "PUT", "\(repository)/topics", "repos/repos#replace-all-repository-topics",
            GitHubRepositoryFacts.replaceTopics
        ),
        ("GET", "\(repository)/languages", "repos/repos#list-repository-languages", GitHubRepositoryFacts.languages),
        (
            "GET", "\(repository)/contributors", "repos/repos#list-repository-contributors",
            GitHubRepositoryFacts.contributors
        ),
        (
            "GET", "\(repository)/collaborators", "collaborators/collaborators#list-repository-collaborators",
            GitHubRepositoryFacts.collaborators
        ),
        (
            "GET", "\(repository)/collaborators/{username}",
            "collaborators/collaborators#check-if-a-user-is-a-repository-collaborator",
            GitHubRepositoryFacts.isCollaborator
        ),
    ]

    private static let stars: [Route] = [
        (
            "GET", "/user/starred", "activity/starring#list-repositories-starred-by-the-authenticated-user",
            GitHubStars.mine
        ),
        ("GET", "/user/starred/{owner}/{repo}", starring("check-if-a-repository-is-starred"), GitHubStars.check),
        ("PUT", "/user/starred/{owner}/{repo}", starring("star-a-repository"), GitHubStars.add),
        ("DELETE", "/user/starred/{owner}/{repo}", starring("unstar-a-repository"), GitHubStars.remove),
        (
            "GET", "/users/{username}/starred", "activity/starring#list-repositories-starred-by-a-user",
            GitHubStars.ofUser
        ),
        ("GET", "\(repository)/stargazers", "activity/starring#list-stargazers", GitHubStars.stargazers),
    ]

    private static func starring(_ what: String) -> String { "activity/starring#\(what)-for-the-authenticated-user" }

    private static let search: [Route] = [
        ("GET", "/search/repositories", "search/search#search-repositories", GitHubRepositorySearch.answer),
        ("GET", "/search/issues", "search/search#search-issues-and-pull-requests", GitHubIssueSearch.answer),
        ("GET", "/search/code", "search/search#search-code", GitHubCodeSearch.answer),
        ("GET", "/search/commits", "search/search#search-commits", GitHubCommitSearch.answer),
        ("GET", "/search/users", "search/search#search-users", GitHubUserSearch.answer),
    ]
}
