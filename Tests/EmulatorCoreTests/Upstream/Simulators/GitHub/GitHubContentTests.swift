import Testing

@testable import EmulatorCore

@Suite struct GitHubContentTests {
    private let contents = "\(GitHubCaller.checkout)/contents"

    @Test func `files and directories are read`() throws {
        let hub = try GitHubCaller()
        let file = try hub.tool("github_file_contents_get", GitHubCaller.here.merging(["path": "config.json"]) { $1 })
        #expect(file["type"] == "file" && file["encoding"] == "base64" && file["size"] == 40)
        let text = String(decoding: MIMEEncoding.base64(file["content"]?.string ?? ""), as: UTF8.self)
        #expect(text == "{\n  \"currency\": \"EUR\",\n  \"retries\": 3\n}\n")
        #expect(
            try hub.list("\(contents)/src").texts("path") == [
                "src/card-form.ts", "src/field.ts", "src/receipt.ts", "src/totals.ts",
            ])
        #expect(try hub.list(contents).texts("type").filter { $0 == "dir" }.count == 3)
        #expect(try hub.list("\(contents)/src?ref=swish").texts("name").contains("swish.ts"))
        #expect(try hub.send("GET", "\(contents)/src/nothing.ts").json["message"] == "Not Found")
        let ref = try hub.send("GET", "\(contents)/src?ref=nope")
        #expect(ref.status == 404 && ref.json["message"] == "No commit found for the ref nope")
        #expect(try hub.get("\(GitHubCaller.checkout)/readme")["path"] == "README.md")
    }

    @Test func `writing a file makes a commit`() throws {
        let hub = try GitHubCaller()
        let before = try hub.list("\(GitHubCaller.checkout)/commits").count
        let params = GitHubCaller.here.merging([
            "path": "docs/über uns.md", "message": "Say who we are", "content": "SGkK",
        ]) { $1 }
        let made = try hub.tool("github_file_create_update", params)
        #expect(made[path: "content.path"] == "docs/über uns.md" && made[path: "content.size"] == 3)
        #expect(made[path: "commit.author.email"] == "ada.lovelace@example.com")
        let commits = try hub.list("\(GitHubCaller.checkout)/commits")
        #expect(commits.count == before + 1 && commits[0]["sha"] == made[path: "commit.sha"])
        #expect(commits[0][path: "author.login"] == "ada-lovelace")
        #expect(try hub.text("docs/%C3%BCber%20uns.md") == "Hi\n")
        #expect(try hub.list("\(GitHubCaller.checkout)/commits?path=docs").count == 1)
        #expect(try hub.get(GitHubCaller.checkout)["pushed_at"] == "2027-01-15T08:00:00Z")
    }

    @Test func `replacing and deleting need the sha of what is there`() throws {
        let hub = try GitHubCaller()
        let body: [String: JSONValue] = ["message": "m", "content": "eA=="]
        let missing = try hub.send("PUT", "\(contents)/config.json", .object(body))
        #expect(missing.status == 422 && missing.json["message"] == "Invalid request.\n\n\"sha\" wasn't supplied.")
        let wrong = try hub.send("PUT", "\(contents)/config.json", .object(body.merging(["sha": "abc"]) { $1 }))
        #expect(wrong.status == 409 && wrong.json["message"] == "config.json does not match abc")
        let sha = try #require(try hub.get("\(contents)/config.json")["sha"])
        let replaced = try hub.send("PUT", "\(contents)/config.json", .object(body.merging(["sha": sha]) { $1 }))
        #expect(replaced.status == 200 && replaced.json[path: "content.sha"] != sha)
        let params = GitHubCaller.here.merging(["path": "config.json", "message": "Drop it"]) { $1 }
        #expect(throws: EmulatorError.self) {
            try hub.tool("github_file_delete", params.merging(["sha": sha]) { $1 })
        }
        let now = try #require(replaced.json[path: "content.sha"])
        let deleted = try hub.tool("github_file_delete", params.merging(["sha": now]) { $1 })
        #expect(deleted["content"] == .null && deleted[path: "commit.message"] == "Drop it")
        #expect(try hub.send("GET", "\(contents)/config.json").status == 404)
    }

    @Test func `bad paths, branches and encodings are refused`() throws {
        let hub = try GitHubCaller()
        let body: [String: JSONValue] = ["message": "m", "content": "eA=="]
        func status(_ path: String, _ more: [String: JSONValue] = [:]) throws -> Int {
            try hub.send("PUT", "\(contents)/\(path)", .object(body.merging(more) { $1 })).status
        }
        #expect(try status("a/../b") == 422)
        #expect(try status("src", ["sha": "x"]) == 422)
        #expect(try status("x", ["content": "~~~"]) == 422)
        let branch = try hub.send("PUT", "\(contents)/x", .object(body.merging(["branch": "nope"]) { $1 }))
        #expect(branch.status == 404 && branch.json["message"] == "Branch nope not found")
        #expect(try hub.send("PUT", "\(GitHubCaller.palette)/contents/x", .object(body)).status == 404)
    }

    @Test func `an author can be named`() throws {
        let hub = try GitHubCaller()
        let author: JSONValue = ["name": "Bot", "email": "bot@example.com", "date": "2027-01-01T00:00:00Z"]
        let params = GitHubCaller.here.merging(["path": "x", "message": "m", "content": "eA==", "author": author]) {
            $1
        }
        let made = try hub.tool("github_file_create_update", params)
        #expect(made[path: "commit.author.date"] == "2027-01-01T00:00:00Z")
        #expect(made[path: "commit.committer.email"] == "ada.lovelace@example.com")
        #expect(try hub.list("\(GitHubCaller.checkout)/commits?author=bot@example.com").count == 1)
    }

    @Test func `branches are listed, read and made`() throws {
        let hub = try GitHubCaller()
        #expect(
            try hub.tool("github_branches_list", GitHubCaller.here)["result"]?.texts("name") == [
                "fix-card-focus", "main", "payment-sdk", "swish",
            ])
        let sha = try hub.head(of: "main")
        let made = try hub.tool(
            "github_branch_create", GitHubCaller.here.merging(["branch_name": "topic/a", "sha": .string(sha)]) { $1 })
        #expect(made["ref"] == "refs/heads/topic/a" && made[path: "object.sha"] == .string(sha))
        #expect(
            try hub.tool("github_branch_get", GitHubCaller.here.merging(["branch": "topic/a"]) { $1 })["name"]
                == "topic/a")
        #expect(try hub.get("\(GitHubCaller.checkout)/branches/topic/a")["protected"] == false)
        let missing = try hub.send("GET", "\(GitHubCaller.checkout)/branches/nope")
        #expect(missing.status == 404 && missing.json["message"] == "Branch not found")
    }

    @Test func `commits are listed, read and compared`() throws {
        let hub = try GitHubCaller()
        let commits = "\(GitHubCaller.checkout)/commits"
        #expect(try hub.list("\(commits)?author=tomas-okafor").texts("commit.message") == ["Round totals once (#54)"])
        #expect(try hub.list("\(commits)?path=src/totals.ts").count == 2)
        #expect(try hub.list("\(commits)?since=2027-01-07T00:00:00Z").count == 1)
        let commit = try hub.tool("github_commit_get", GitHubCaller.here.merging(["ref": "fix-card-focus"]) { $1 })
        #expect(commit[path: "stats.additions"] == commit[path: "files.0.additions"])
        let short = String((commit["sha"]?.string ?? "").prefix(8))
        #expect(try hub.get("\(commits)/\(short)")["sha"] == commit["sha"])
        let missing = try hub.send("GET", "\(commits)/0000000")
        #expect(missing.status == 422 && missing.json["message"] == "No commit found for SHA: 0000000")
        let compared = try hub.tool(
            "github_commits_compare", GitHubCaller.here.merging(["basehead": "main...fix-card-focus"]) { $1 })
        #expect(compared["status"] == "diverged" && compared["ahead_by"] == 2 && compared["behind_by"] == 1)
        #expect(compared["files"]?.texts("filename") == ["src/card-form.ts", "test/card-form.test.ts"])
        #expect(try hub.get("\(GitHubCaller.checkout)/compare/main...main")["status"] == "identical")
        let diff = UpstreamRequest.Header("accept", "application/vnd.github.diff")
        let text = try hub.send("GET", "\(GitHubCaller.checkout)/pulls/57", headers: [diff])
        guard case .bytes(let bytes, _) = text.body else { return #expect(Bool(false), "no diff") }
        #expect(
            String(decoding: bytes, as: UTF8.self).hasPrefix("diff --git a/src/card-form.ts b/src/card-form.ts\n--- a/")
        )
    }
}
