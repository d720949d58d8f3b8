/// Commits, files, branches, and git as it is below them.
extension GitHubRoutes {
    static let commits: [Route] = [
        ("GET", "\(repository)/commits", "commits/commits#list-commits", GitHubCommits.list),
        (
            "GET", "\(repository)/commits/{ref}/pulls",
            "commits/commits#list-pull-requests-associated-with-a-commit", GitHubCommits.pulls
        ),
        ("GET", "\(repository)/commits/{+ref}", "commits/commits#get-a-commit", GitHubCommits.get),
        ("GET", "\(repository)/compare/{+basehead}", "commits/commits#compare-two-commits", GitHubCommits.compare),
    ]

    static let files: [Route] = [
        ("GET", "\(repository)/contents", contents("get-repository-content"), GitHubContents.get),
        ("GET", "\(repository)/contents/{+path}", contents("get-repository-content"), GitHubContents.get),
        ("PUT", "\(repository)/contents/{+path}", contents("create-or-update-file-contents"), GitHubContents.put),
        ("DELETE", "\(repository)/contents/{+path}", contents("delete-a-file"), GitHubContents.delete),
        ("GET", "\(repository)/readme", contents("get-a-repository-readme"), GitHubContents.readme),
        (
            "GET", "\(repository)/readme/{+dir}", contents("get-a-repository-readme-for-a-directory"),
            GitHubContents.readme
        ),
    ]

    private static func contents(_ what: String) -> String { "repos/contents#\(what)" }

    static let branches: [Route] = [
        ("GET", "\(repository)/branches", "branches/branches#list-branches", GitHubBranches.list),
        ("POST", "\(repository)/branches/{+branch}/rename", "branches/branches#rename-a-branch", GitHubBranches.rename),
        ("GET", "\(repository)/branches/{+branch}", "branches/branches#get-a-branch", GitHubBranches.get),
        ("POST", "\(repository)/merges", "branches/branches#merge-a-branch", GitHubBranches.merge),
        ("GET", "\(repository)/tags", "repos/repos#list-repository-tags", GitHubBranches.tags),
    ]

    static let git: [Route] = [
        ("GET", "\(repository)/git/ref/{+ref}", "git/refs#get-a-reference", GitHubReferences.get),
        (
            "GET", "\(repository)/git/matching-refs/{+ref}", "git/refs#list-matching-references",
            GitHubReferences.matching
        ),
        ("POST", "\(repository)/git/refs", "git/refs#create-a-reference", GitHubReferences.create),
        ("PATCH", "\(repository)/git/refs/{+ref}", "git/refs#update-a-reference", GitHubReferences.update),
        ("DELETE", "\(repository)/git/refs/{+ref}", "git/refs#delete-a-reference", GitHubReferences.delete),
        ("POST", "\(repository)/git/blobs", "git/blobs#create-a-blob", GitHubObjects.createBlob),
        ("GET", "\(repository)/git/blobs/{sha}", "git/blobs#get-a-blob", GitHubObjects.getBlob),
        ("POST", "\(repository)/git/trees", "git/trees#create-a-tree", GitHubObjects.createTree),
        ("GET", "\(repository)/git/trees/{+sha}", "git/trees#get-a-tree", GitHubObjects.getTree),
        ("POST", "\(repository)/git/commits", "git/commits#create-a-commit", GitHubObjects.createCommit),
        ("GET", "\(repository)/git/commits/{sha}", "git/commits#get-a-commit-object", GitHubObjects.getCommit),
    ]

    /// Names of branches may have slashes, so what is not played below them has to be told apart.
    static func isUnplayed(_ path: String) -> Bool { unplayed.contains { $0.match(path) != nil } }

    private static let unplayed =
        [
            "statuses", "status", "check-runs", "check-suites", "comments", "branches-where-head",
        ].map { ToolPath("\(repository)/commits/{+ref}/\($0)") }
        + ["protection", "protection/{+part}"].map { ToolPath("\(repository)/branches/{+branch}/\($0)") }
}
