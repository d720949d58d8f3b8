import Testing

@testable import EmulatorCore

@Suite struct GitHubIssueTests {
    private let issues = "\(GitHubCaller.checkout)/issues"

    @Test func `an issue that a tool opens is there for everything else`() throws {
        let hub = try GitHubCaller()
        let opened = try hub.tool(
            "github_issue_create",
            GitHubCaller.here.merging([
                "title": "Vipps is slow", "body": "Ten seconds.", "labels": ["bug", "urgent"],
                "assignees": ["tomas-okafor"], "milestone": 2,
            ]) { $1 })
        #expect(opened["number"] == 58 && opened[path: "user.login"] == "ada-lovelace")
        #expect(opened["labels"]?.texts("name") == ["bug", "urgent"])
        #expect(opened[path: "labels.1.color"] == "ededed")
        #expect(opened[path: "milestone.title"] == "Nordic payments")
        #expect(opened["html_url"] == "https://github.com/brightlane/checkout/issues/58")
        #expect(try hub.get("\(issues)/58")["title"] == "Vipps is slow")
        #expect(try hub.numbers(issues).first == 58)
        #expect(try hub.search("vipps repo:brightlane/checkout") == [58])
        #expect(try hub.get(GitHubCaller.checkout)["open_issues_count"] == 8)
    }

    @Test func `what cannot be is refused in GitHub's words`() throws {
        let hub = try GitHubCaller()
        let missing = try hub.send("POST", issues, ["body": "x"])
        #expect(missing.status == 422 && missing.json["message"] == "Invalid request.\n\n\"title\" wasn't supplied.")
        let type = try hub.send("POST", issues, ["title": 5])
        #expect(type.json["message"] == "Invalid request.\n\nFor 'properties/title', 5 is not a string.")
        let blank = try hub.send("POST", issues, ["title": " "])
        #expect(
            blank.json == [
                "message": "Validation Failed", "status": "422",
                "documentation_url": "https://docs.github.com/rest/issues/issues#create-an-issue",
                "errors": [["resource": "Issue", "field": "title", "code": "missing_field"]],
            ])
        let milestone = try hub.send("POST", issues, ["title": "x", "milestone": 77])
        #expect(
            milestone.json["errors"] == [
                ["resource": "Issue", "field": "milestone", "code": "invalid", "value": 77]
            ])
        let assignee = try hub.send("PATCH", "\(issues)/42", ["assignees": ["sam-whitfield"]])
        #expect(assignee.json[path: "errors.0.field"] == "assignees")
        let state = try hub.send("PATCH", "\(issues)/42", ["state": "shut"])
        #expect(state.status == 422)
    }

    @Test func `lists are filtered and sorted`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.numbers("\(issues)?labels=bug") == [57, 52, 42])
        #expect(try hub.numbers("\(issues)?labels=bug,accessibility") == [57, 42])
        #expect(try hub.numbers("\(issues)?labels=nothing").isEmpty)
        #expect(try hub.numbers("\(issues)?state=closed") == [56, 49, 48])
        #expect(try hub.numbers("\(issues)?assignee=none") == [55, 45])
        #expect(try hub.numbers("\(issues)?assignee=daniel-cho") == [52])
        #expect(try hub.numbers("\(issues)?creator=ada-lovelace") == [55, 53, 39])
        #expect(try hub.numbers("\(issues)?milestone=2&direction=asc") == [39, 55])
        #expect(try hub.numbers("\(issues)?milestone=none&state=open") == [53, 45])
        #expect(try hub.numbers("\(issues)?mentioned=ada-lovelace") == [52])
        #expect(try hub.numbers("\(issues)?sort=comments").first == 42)
        #expect(try hub.numbers("\(issues)?since=2027-01-08T00:00:00Z") == [57, 42])
        #expect(try hub.send("GET", "\(issues)?assignee=nobody").status == 422)
        #expect(try hub.send("GET", "\(issues)?state=shut").status == 422)
        #expect(try hub.numbers("/issues") == [53, 52, 17, 39])
        #expect(try hub.get("/issues")[path: "0.repository.full_name"] == "brightlane/checkout")
        #expect(try hub.numbers("/orgs/brightlane/issues?filter=created") == [55, 53, 39])
    }

    @Test func `issues are closed and opened again`() throws {
        let hub = try GitHubCaller()
        let params = GitHubCaller.here.merging(["issue_number": 45]) { $1 }
        let closed = try hub.tool(
            "github_issue_update", params.merging(["state": "closed", "state_reason": "not_planned"]) { $1 })
        #expect(closed["state"] == "closed" && closed["state_reason"] == "not_planned")
        #expect(closed[path: "closed_by.login"] == "ada-lovelace" && closed["closed_at"] == "2027-01-15T08:00:00Z")
        #expect(try hub.get(GitHubCaller.checkout)["open_issues_count"] == 6)
        let opened = try hub.tool("github_issue_update", params.merging(["state": "open"]) { $1 })
        #expect(opened["state_reason"] == "reopened" && opened["closed_at"] == .null)
        #expect(try hub.get(GitHubCaller.checkout)["open_issues_count"] == 7)
    }

    @Test func `members of an issue are replaced, and null takes them away`() throws {
        let hub = try GitHubCaller()
        let body: JSONValue = ["milestone": .null, "labels": [["name": "payments"]], "assignees": [], "body": .null]
        let changed = try hub.send("PATCH", "\(issues)/42", body).json
        #expect(changed["milestone"] == .null && changed["body"] == .null && changed["assignees"] == [])
        #expect(changed["labels"]?.texts("name") == ["payments"])
        #expect(changed["title"] == "Card form loses focus after a declined payment")
    }

    @Test func `labels go on and off`() throws {
        let hub = try GitHubCaller()
        let params = GitHubCaller.here.merging(["issue_number": 45]) { $1 }
        func labels(_ tool: String, _ more: [String: JSONValue] = [:]) throws -> [String] {
            try hub.tool(tool, params.merging(more) { $1 })["result"]?.texts("name") ?? []
        }
        #expect(
            try labels("github_issue_labels_add", ["labels": ["BUG", "bug"]]) == [
                "documentation", "good first issue", "bug",
            ])
        #expect(
            try labels("github_issue_label_remove", ["label_name": "good first issue"]) == ["documentation", "bug"])
        #expect(try labels("github_issue_labels_set", ["labels": ["question"]]) == ["question"])
        #expect(try labels("github_issue_labels_remove_all").isEmpty)
        #expect(try hub.list("\(issues)/45/labels").isEmpty)
        let missing = try hub.send("DELETE", "\(issues)/45/labels/bug")
        #expect(missing.status == 404 && missing.json["message"] == "Label does not exist")
    }

    @Test func `assignees go on and off`() throws {
        let hub = try GitHubCaller()
        let params = GitHubCaller.here.merging(["issue_number": 45]) { $1 }
        let added = try hub.tool(
            "github_issue_assignees_add",
            params.merging(["assignees": ["lena-fischer", "sam-whitfield", "Ada-Lovelace"]]) { $1 })
        #expect(added["assignees"]?.texts("login") == ["lena-fischer", "ada-lovelace"])
        let removed = try hub.tool(
            "github_issue_assignees_remove", params.merging(["assignees": ["lena-fischer"]]) { $1 })
        #expect(removed[path: "assignee.login"] == "ada-lovelace")
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/assignees/sam-whitfield").status == 404)
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/assignees/lena-fischer").status == 204)
    }

    @Test func `labels of a repository are made, renamed and deleted`() throws {
        let hub = try GitHubCaller()
        let labels = "\(GitHubCaller.checkout)/labels"
        #expect(try hub.send("POST", labels, ["name": "BUG"]).json[path: "errors.0.code"] == "already_exists")
        #expect(try hub.send("POST", labels, ["name": "x", "color": "#fff"]).json[path: "errors.0.field"] == "color")
        #expect(try hub.send("POST", labels, ["name": "ops", "color": "0E8A16"]).json["color"] == "0e8a16")
        let renamed = try hub.tool(
            "github_label_update",
            GitHubCaller.here.merging(["name": "accessibility", "new_name": "a11y"]) { $1 })
        #expect(renamed["name"] == "a11y" && renamed["color"] == "5319e7")
        #expect(try hub.get("\(issues)/42")["labels"]?.texts("name") == ["bug", "a11y"])
        #expect(try hub.send("DELETE", "\(labels)/a11y").status == 204)
        #expect(try hub.get("\(issues)/42")["labels"]?.texts("name") == ["bug"])
        #expect(try hub.send("GET", "\(labels)/good%20first%20issue").status == 200)
    }

    @Test func `milestones count their issues`() throws {
        let hub = try GitHubCaller()
        let made = try hub.tool(
            "github_milestone_create",
            GitHubCaller.here.merging(["title": "Spring", "due_on": "2027-04-01T00:00:00Z"]) { $1 })
        #expect(made["number"] == 3 && made["due_on"] == "2027-04-01T00:00:00Z")
        try hub.send("PATCH", "\(issues)/53", ["milestone": 3])
        let milestone = "\(GitHubCaller.checkout)/milestones/3"
        #expect(try hub.get(milestone)["open_issues"] == 1)
        try hub.send("PATCH", "\(issues)/53", ["state": "closed"])
        #expect(try hub.get(milestone)["closed_issues"] == 1)
        #expect(try hub.send("POST", "\(GitHubCaller.checkout)/milestones", ["title": "Spring"]).status == 422)
        #expect(try hub.send("PATCH", milestone, ["state": "closed"]).json["closed_at"] == "2027-01-15T08:00:00Z")
        #expect(
            try hub.list("\(GitHubCaller.checkout)/milestones").texts("title") == [
                "Autumn release", "Nordic payments",
            ])
        #expect(try hub.send("DELETE", milestone).status == 204)
        #expect(try hub.get("\(issues)/53")["milestone"] == .null)
    }

    @Test func `comments are written, changed and deleted`() throws {
        let hub = try GitHubCaller()
        let params = GitHubCaller.here.merging(["issue_number": 42, "body": "Me too"]) { $1 }
        let comment = try hub.tool("github_issue_comment_create", params)
        let id = try #require(comment["id"])
        #expect(comment["author_association"] == "MEMBER")
        #expect(try hub.get("\(issues)/42")["comments"] == 3)
        #expect(try hub.list("\(issues)/42/comments").texts("body").last == "Me too")
        let changed = try hub.tool(
            "github_issue_comment_update", GitHubCaller.here.merging(["comment_id": id, "body": "Not me"]) { $1 })
        #expect(changed["body"] == "Not me")
        try hub.tool("github_issue_comment_delete", GitHubCaller.here.merging(["comment_id": id]) { $1 })
        #expect(try hub.send("GET", "\(issues)/comments/\(id.shown)").status == 404)
        #expect(try hub.get("\(issues)/42")["comments"] == 2)
        let blank = try hub.send("POST", "\(issues)/42/comments", ["body": ""])
        #expect(blank.status == 422 && blank.json[path: "errors.0.field"] == "body")
    }

    @Test func `who may only read may open issues and comment, and no more`() throws {
        let hub = try GitHubCaller()
        let path = "\(GitHubCaller.palette)/issues"
        let opened = try hub.send("POST", path, ["title": "Add teal", "labels": ["bug"]]).json
        #expect(opened["number"] == 5 && opened["labels"] == [])
        #expect(try hub.send("PATCH", "\(path)/5", ["title": "Add teal and cyan"]).status == 200)
        let other = try hub.send("PATCH", "\(path)/4", ["state": "closed"])
        #expect(other.status == 403 && other.json["message"] == "Must have admin rights to Repository.")
        #expect(try hub.send("POST", "\(path)/4/labels", ["labels": ["bug"]]).status == 403)
        #expect(try hub.send("POST", "\(path)/4/comments", ["body": "Same"]).status == 201)
        #expect(try hub.send("POST", "\(GitHubCaller.palette)/labels", ["name": "x"]).status == 404)
    }

    @Test func `a locked conversation is closed to those who may not write`() throws {
        let hub = try GitHubCaller()
        try hub.tool(
            "github_issue_lock", GitHubCaller.here.merging(["issue_number": 42, "lock_reason": "resolved"]) { $1 })
        #expect(try hub.get("\(issues)/42")["active_lock_reason"] == "resolved")
        #expect(try hub.send("POST", "\(issues)/42/comments", ["body": "x"]).status == 201)
        try hub.tool("github_issue_unlock", GitHubCaller.here.merging(["issue_number": 42]) { $1 })
        #expect(try hub.get("\(issues)/42")["locked"] == false)

        let reader = try GitHubCaller(data: [
            "users": [["login": "bob"]],
            "repositories": [["name": "bob/x", "issues": [["title": "t", "author": "bob", "locked": true]]]],
        ])
        let refused = try reader.send("POST", "/repos/bob/x/issues/1/comments", ["body": "x"])
        #expect(refused.json["message"] == "Unable to create comment because issue is locked.")
    }
}
