/// Issues and what belongs to them.
extension GitHubRoutes {
    private static let issue = "\(repository)/issues/{issue_number}"

    static let issues: [Route] = [
        ("GET", "/issues", "issues/issues#list-issues-assigned-to-the-authenticated-user", GitHubIssueLists.mine),
        (
            "GET", "/user/issues", "issues/issues#list-user-account-issues-assigned-to-the-authenticated-user",
            GitHubIssueLists.mine
        ),
        (
            "GET", "/orgs/{org}/issues", "issues/issues#list-organization-issues-assigned-to-the-authenticated-user",
            GitHubIssueLists.ofOrganization
        ),
        ("GET", "\(repository)/issues", "issues/issues#list-repository-issues", GitHubIssueLists.ofRepository),
        ("POST", "\(repository)/issues", "issues/issues#create-an-issue", GitHubIssues.create),
        (
            "GET", "\(repository)/issues/comments", "issues/comments#list-issue-comments-for-a-repository",
            GitHubComments.ofRepository
        ),
        (
            "GET", "\(repository)/issues/comments/{comment_id}", "issues/comments#get-an-issue-comment",
            GitHubComments.get
        ),
        (
            "PATCH", "\(repository)/issues/comments/{comment_id}", "issues/comments#update-an-issue-comment",
            GitHubComments.update
        ),
        (
            "DELETE", "\(repository)/issues/comments/{comment_id}", "issues/comments#delete-an-issue-comment",
            GitHubComments.delete
        ),
        ("GET", issue, "issues/issues#get-an-issue", GitHubIssues.get),
        ("PATCH", issue, "issues/issues#update-an-issue", GitHubIssues.update),
        ("PUT", "\(issue)/lock", "issues/issues#lock-an-issue", GitHubIssues.lock),
        ("DELETE", "\(issue)/lock", "issues/issues#unlock-an-issue", GitHubIssues.unlock),
        ("GET", "\(issue)/comments", "issues/comments#list-issue-comments", GitHubComments.list),
        ("POST", "\(issue)/comments", "issues/comments#create-an-issue-comment", GitHubComments.create),
        ("POST", "\(issue)/assignees", "issues/assignees#add-assignees-to-an-issue", GitHubAssignees.add),
        ("DELETE", "\(issue)/assignees", "issues/assignees#remove-assignees-from-an-issue", GitHubAssignees.remove),
        ("GET", "\(repository)/assignees", "issues/assignees#list-assignees", GitHubAssignees.assignable),
        (
            "GET", "\(repository)/assignees/{assignee}", "issues/assignees#check-if-a-user-can-be-assigned",
            GitHubAssignees.isAssignable
        ),
    ]

    static let labels: [Route] = [
        ("GET", "\(issue)/labels", "issues/labels#list-labels-for-an-issue", GitHubIssueLabels.list),
        ("POST", "\(issue)/labels", "issues/labels#add-labels-to-an-issue", GitHubIssueLabels.add),
        ("PUT", "\(issue)/labels", "issues/labels#set-labels-for-an-issue", GitHubIssueLabels.set),
        ("DELETE", "\(issue)/labels", "issues/labels#remove-all-labels-from-an-issue", GitHubIssueLabels.removeAll),
        ("DELETE", "\(issue)/labels/{name}", "issues/labels#remove-a-label-from-an-issue", GitHubIssueLabels.remove),
        ("GET", "\(repository)/labels", "issues/labels#list-labels-for-a-repository", GitHubLabels.list),
        ("POST", "\(repository)/labels", "issues/labels#create-a-label", GitHubLabels.create),
        ("GET", "\(repository)/labels/{name}", "issues/labels#get-a-label", GitHubLabels.get),
        ("PATCH", "\(repository)/labels/{name}", "issues/labels#update-a-label", GitHubLabels.update),
        ("DELETE", "\(repository)/labels/{name}", "issues/labels#delete-a-label", GitHubLabels.delete),
    ]

    private static let milestone = "\(repository)/milestones/{milestone_number}"

    static let milestones: [Route] = [
        ("GET", "\(repository)/milestones", "issues/milestones#list-milestones", GitHubMilestones.list),
        ("POST", "\(repository)/milestones", "issues/milestones#create-a-milestone", GitHubMilestones.create),
        ("GET", milestone, "issues/milestones#get-a-milestone", GitHubMilestones.get),
        ("PATCH", milestone, "issues/milestones#update-a-milestone", GitHubMilestones.update),
        ("DELETE", milestone, "issues/milestones#delete-a-milestone", GitHubMilestones.delete),
    ]
}
