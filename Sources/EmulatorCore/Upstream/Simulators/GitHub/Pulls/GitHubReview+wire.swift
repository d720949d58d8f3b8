/// Writes the reviews of a pull request.
struct GitHubReviewWriter {
    let site: GitHubSite
    let repository: GitHubRepository

    func json(_ review: GitHubReview) throws -> JSONValue {
        let html = "\(repository.htmlURL)/pull/\(review.number)#pullrequestreview-\(review.id)"
        let url = "\(repository.url)/pulls/\(review.number)"
        var json: [String: JSONValue] = [
            "id": .int(review.id), "node_id": GitHubURL.nodeID("PullRequestReview", review.id),
            "user": try site.brief(review.author), "body": .string(review.body),
            "state": .string(review.state.rawValue), "html_url": .string(html), "pull_request_url": .string(url),
            "author_association": try site.association(of: review.author, with: repository),
            "_links": ["html": ["href": .string(html)], "pull_request": ["href": .string(url)]],
            "commit_id": .string(review.commit),
        ]
        json["submitted_at"] = review.submittedAt.map(JSONValue.string)
        return .object(json)
    }

    func json(_ comment: GitHubReviewComment) throws -> JSONValue {
        let url = "\(repository.url)/pulls/comments/\(comment.id)"
        let html = "\(repository.htmlURL)/pull/\(comment.number)#discussion_r\(comment.id)"
        let pull = "\(repository.url)/pulls/\(comment.number)"
        let (place, start) = (comment.place, JSONValue.orNull(comment.startLine))
        var json: [String: JSONValue] = [
            "url": .string(url), "pull_request_review_id": .int(comment.review), "id": .int(comment.id),
            "node_id": GitHubURL.nodeID("PullRequestReviewComment", comment.id), "diff_hunk": .string(place.hunk),
            "path": .string(comment.path), "commit_id": .string(comment.commit),
            "original_commit_id": .string(comment.commit), "user": try site.brief(comment.author),
            "body": .string(comment.body), "created_at": .string(comment.createdAt),
            "updated_at": .string(comment.updatedAt), "html_url": .string(html), "pull_request_url": .string(pull),
            "author_association": try site.association(of: comment.author, with: repository),
            "_links": [
                "self": ["href": .string(url)], "html": ["href": .string(html)],
                "pull_request": ["href": .string(pull)],
            ],
            "reactions": GitHubIssueWriter.reactions(url), "start_line": start, "original_start_line": start,
            "start_side": comment.startLine == nil ? .null : .string(place.side), "line": .int(place.line),
            "original_line": .int(place.line), "side": .string(place.side), "position": .int(place.position),
            "original_position": .int(place.position), "subject_type": "line",
        ]
        json["in_reply_to_id"] = comment.inReplyTo.map(JSONValue.int)
        return .object(json)
    }
}
