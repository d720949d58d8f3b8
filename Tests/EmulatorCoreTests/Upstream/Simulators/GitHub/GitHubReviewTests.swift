import Testing

@testable import EmulatorCore

@Suite struct GitHubReviewTests {
    private let pull = "\(GitHubCaller.checkout)/pulls/57"
    private let params = GitHubCaller.here.merging(["pull_number": 57]) { $1 }

    @Test func `a review counts, and its author is not asked any more`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.list("\(pull)/reviews").texts("state") == ["CHANGES_REQUESTED"])
        let review = try hub.tool(
            "github_pull_request_review_create",
            params.merging([
                "event": "APPROVE", "body": "Good.",
                "comments": [["path": "src/card-form.ts", "line": 21, "body": "Nice"]],
            ]) { $1 })
        #expect(review["state"] == "APPROVED" && review["submitted_at"] == "2027-01-15T08:00:00Z")
        #expect(try hub.list("\(pull)/reviews").texts("state") == ["CHANGES_REQUESTED", "APPROVED"])
        #expect(try hub.get(pull)["requested_reviewers"] == [])
        #expect(try hub.get(pull)["review_comments"] == 2)
        let comment = try #require(try hub.list("\(pull)/comments").last)
        #expect(comment["line"] == 21 && comment["diff_hunk"]?.string?.hasPrefix("@@ -") == true)
        #expect(comment["pull_request_review_id"] == review["id"])
    }

    @Test func `a review can wait, be changed and be submitted or thrown away`() throws {
        let hub = try GitHubCaller()
        let draft = try hub.tool("github_pull_request_review_create", params.merging(["body": "Hm"]) { $1 })
        #expect(draft["state"] == "PENDING" && draft["submitted_at"] == nil)
        let named = params.merging(["review_id": draft["id"] ?? .null]) { $1 }
        #expect(try hub.send("POST", "\(pull)/reviews", ["body": "x"]).status == 422)
        let changed = try hub.tool("github_pull_request_review_update", named.merging(["body": "Why?"]) { $1 })
        #expect(changed["body"] == "Why?")
        let sent = try hub.tool("github_pull_request_review_submit", named.merging(["event": "COMMENT"]) { $1 })
        #expect(sent["state"] == "COMMENTED" && sent["body"] == "Why?")
        #expect(throws: EmulatorError.self) { try hub.tool("github_pull_request_review_delete", named) }

        let second = try hub.tool("github_pull_request_review_create", params)
        let other = params.merging(["review_id": second["id"] ?? .null]) { $1 }
        try hub.tool("github_pull_request_review_delete", other)
        #expect(throws: EmulatorError.self) { try hub.tool("github_pull_request_review_get", other) }
    }

    @Test func `a verdict can be dismissed`() throws {
        let hub = try GitHubCaller()
        let id = try #require(try hub.get("\(pull)/reviews")[path: "0.id"])
        let dismissed = try hub.tool(
            "github_pull_request_review_dismiss", params.merging(["review_id": id, "message": "Done"]) { $1 })
        #expect(dismissed["state"] == "DISMISSED")
    }

    @Test func `reviews follow GitHub's rules`() throws {
        let hub = try GitHubCaller()
        let own = try hub.send("POST", "\(GitHubCaller.checkout)/pulls/55/reviews", ["event": "APPROVE"])
        #expect(own.status == 422 && own.json["errors"] == ["Can not approve your own pull request"])
        #expect(try hub.send("POST", "\(pull)/reviews", ["event": "COMMENT"]).status == 422)
        let comments: JSONValue = [["path": "README.md", "line": 1, "body": "x"]]
        let path = try hub.send("POST", "\(pull)/reviews", ["event": "APPROVE", "comments": comments])
        #expect(path.json["errors"] == ["Path could not be resolved"])
        let far: JSONValue = [["path": "src/card-form.ts", "line": 400, "body": "x"]]
        let line = try hub.send("POST", "\(pull)/reviews", ["event": "APPROVE", "comments": far])
        #expect(line.json["errors"] == ["Line could not be resolved"])
        #expect(try hub.list("\(pull)/reviews").count == 1)
    }

    @Test func `lines are commented on, answered, changed and left alone again`() throws {
        let hub = try GitHubCaller()
        let head = try hub.head(of: "fix-card-focus")
        let comment = try hub.tool(
            "github_pull_request_comment_create",
            params.merging([
                "body": "Here?", "commit_id": .string(head), "path": "test/card-form.test.ts", "line": 6,
            ]) { $1 })
        let id = try #require(comment["id"])
        #expect(comment["position"] == 6 && comment["side"] == "RIGHT")
        let answer = try hub.send("POST", "\(pull)/comments/\(id.shown)/replies", ["body": "Yes."]).json
        #expect(answer["in_reply_to_id"] == id && answer["line"] == 6)
        let named = GitHubCaller.here.merging(["comment_id": id]) { $1 }
        try hub.tool("github_pull_request_review_comment_update", named.merging(["body": "There?"]) { $1 })
        #expect(try hub.tool("github_pull_request_review_comment_get", named)["body"] == "There?")
        try hub.tool("github_pull_request_review_comment_delete", named)
        #expect(try hub.list("\(pull)/comments").texts("body").contains("There?") == false)
        #expect(try hub.get(pull)["review_comments"] == 2)
    }

    @Test func `reviewers are asked and not asked any more`() throws {
        let hub = try GitHubCaller()
        let asked = try hub.tool(
            "github_pull_request_reviewers_request", params.merging(["reviewers": ["lena-fischer"]]) { $1 })
        #expect(asked["requested_reviewers"]?.texts("login") == ["ada-lovelace", "lena-fischer"])
        let removed = try hub.tool(
            "github_pull_request_reviewers_remove", params.merging(["reviewers": ["ada-lovelace"]]) { $1 })
        #expect(removed["requested_reviewers"]?.texts("login") == ["lena-fischer"])
        let list = try hub.tool("github_pull_request_requested_reviewers_list", params)
        #expect(list["users"]?.texts("login") == ["lena-fischer"] && list["teams"] == [])
        func refusal(_ login: JSONValue) throws -> String {
            try hub.send("POST", "\(pull)/requested_reviewers", ["reviewers": [login]]).json["message"]?.string ?? ""
        }
        #expect(try refusal("tomas-okafor") == "Review cannot be requested from pull request author.")
        #expect(try refusal("sam-whitfield").hasPrefix("Reviews may only be requested from collaborators."))
    }
}
