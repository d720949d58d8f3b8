/// Pull requests and their reviews.
extension GitHubRoutes {
    private static let pull = "\(repository)/pulls/{pull_number}"
    private static let review = "\(pull)/reviews/{review_id}"
    private static let comment = "\(repository)/pulls/comments/{comment_id}"

    static let pulls: [Route] = [
        ("GET", "\(repository)/pulls", "pulls/pulls#list-pull-requests", GitHubPulls.list),
        ("POST", "\(repository)/pulls", "pulls/pulls#create-a-pull-request", GitHubPulls.create),
        ("GET", pull, "pulls/pulls#get-a-pull-request", GitHubPulls.get),
        ("PATCH", pull, "pulls/pulls#update-a-pull-request", GitHubPulls.update),
        ("GET", "\(pull)/commits", "pulls/pulls#list-commits-on-a-pull-request", GitHubPulls.commits),
        ("GET", "\(pull)/files", "pulls/pulls#list-pull-requests-files", GitHubPulls.files),
        ("GET", "\(pull)/merge", "pulls/pulls#check-if-a-pull-request-has-been-merged", GitHubMerging.isMerged),
        ("PUT", "\(pull)/merge", "pulls/pulls#merge-a-pull-request", GitHubMerging.merge),
        ("PUT", "\(pull)/update-branch", "pulls/pulls#update-a-pull-request-branch", GitHubMerging.updateBranch),
    ]

    static let reviews: [Route] = [
        (
            "GET", "\(pull)/requested_reviewers",
            "pulls/review-requests#get-all-requested-reviewers-for-a-pull-request", GitHubReviewers.list
        ),
        (
            "POST", "\(pull)/requested_reviewers", "pulls/review-requests#request-reviewers-for-a-pull-request",
            GitHubReviewers.request
        ),
        (
            "DELETE", "\(pull)/requested_reviewers",
            "pulls/review-requests#remove-requested-reviewers-from-a-pull-request", GitHubReviewers.remove
        ),
        ("GET", "\(pull)/reviews", "pulls/reviews#list-reviews-for-a-pull-request", GitHubReviews.list),
        ("POST", "\(pull)/reviews", "pulls/reviews#create-a-review-for-a-pull-request", GitHubReviews.create),
        ("GET", review, "pulls/reviews#get-a-review-for-a-pull-request", GitHubReviews.get),
        ("PUT", review, "pulls/reviews#update-a-review-for-a-pull-request", GitHubReviews.update),
        (
            "DELETE", review, "pulls/reviews#delete-a-pending-review-for-a-pull-request", GitHubReviews.delete
        ),
        (
            "GET", "\(review)/comments", "pulls/reviews#list-comments-for-a-pull-request-review",
            GitHubReviews.comments
        ),
        (
            "POST", "\(review)/events", "pulls/reviews#submit-a-review-for-a-pull-request",
            GitHubReviews.submitPending
        ),
        (
            "PUT", "\(review)/dismissals", "pulls/reviews#dismiss-a-review-for-a-pull-request", GitHubReviews.dismiss
        ),
        (
            "GET", "\(pull)/comments", "pulls/comments#list-review-comments-on-a-pull-request",
            GitHubReviewComments.list
        ),
        (
            "POST", "\(pull)/comments", "pulls/comments#create-a-review-comment-for-a-pull-request",
            GitHubReviewComments.create
        ),
        (
            "POST", "\(pull)/comments/{comment_id}/replies", "pulls/comments#create-a-reply-for-a-review-comment",
            GitHubReviewComments.reply
        ),
        ("GET", comment, "pulls/comments#get-a-review-comment-for-a-pull-request", GitHubReviewComments.get),
        ("PATCH", comment, "pulls/comments#update-a-review-comment-for-a-pull-request", GitHubReviewComments.update),
        ("DELETE", comment, "pulls/comments#delete-a-review-comment-for-a-pull-request", GitHubReviewComments.delete),
    ]
}
