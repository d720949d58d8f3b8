import Testing

@testable import EmulatorCore

@Suite struct GitHubSimulatorTests {
    @Test func `what is not there is 404 in GitHub's words`() throws {
        let hub = try GitHubCaller()
        let answer = try hub.send("GET", "/repos/brightlane/nothing")
        #expect(answer.status == 404)
        #expect(
            answer.json == [
                "message": "Not Found", "status": "404",
                "documentation_url": "https://docs.github.com/rest/repos/repos#get-a-repository",
            ])
        for path in ["/users/nobody", "\(GitHubCaller.checkout)/issues/999", "\(GitHubCaller.checkout)/pulls/42"] {
            #expect(try hub.send("GET", path).status == 404)
        }
    }

    @Test func `a tool that meets 404 fails with GitHub's message`() throws {
        let hub = try GitHubCaller()
        #expect {
            try hub.tool("github_issue_create", ["owner": "acme", "repo": "app", "title": "It broke"])
        } throws: { error in
            let failure = (error as? EmulatorError)?.toolError
            return failure?.message == "Not Found" && failure?.code == "EXEC_FAILED"
        }
    }

    @Test func `what is not played says so, in a repository that is there only`() throws {
        let hub = try GitHubCaller()
        for path in ["/hooks", "/commits/main/check-runs", "/branches/fix-card-focus/protection"] {
            #expect {
                try hub.send("GET", GitHubCaller.checkout + path)
            } throws: {
                ($0 as? EmulatorError)?.errorCode == "UPSTREAM_NOT_EMULATED"
            }
            #expect(try hub.send("GET", "/repos/brightlane/nothing\(path)").status == 404)
        }
    }

    @Test func `a tool that is not played is answered by its example, in a repository that is there only`() throws {
        let hub = try GitHubCaller()
        let releases = try hub.tool("github_releases_list", GitHubCaller.here)
        #expect(releases["result"]?.array?.isEmpty == false)
        #expect(throws: EmulatorError.self) {
            try hub.tool("github_releases_list", ["owner": "brightlane", "repo": "nothing"])
        }
    }

    @Test func `bodies that are no JSON objects are refused`() throws {
        let hub = try GitHubCaller()
        let path = "\(GitHubCaller.checkout)/issues"
        #expect(try hub.send("POST", path, ["x"]).json["message"] == "Body should be a JSON object")
        let bytes = UpstreamRequest(
            method: "POST", baseURL: "", path: path, body: .bytes(Array("{".utf8), contentType: "application/json"))
        let answer = try hub.world.upstream.proxy(
            .init(connection: "github", identifier: hub.identifier, request: bytes)
        ).result.get()
        #expect(answer.status == 400 && answer.json["message"] == "Problems parsing JSON")
    }

    @Test func `two accounts share nothing`() throws {
        let ada = try GitHubCaller("ada@example.com")
        let grace = try GitHubCaller("grace@example.com", in: ada.world)
        try ada.tool("github_issue_create", GitHubCaller.here.merging(["title": "Only here"]) { $1 })
        #expect(try ada.list("\(GitHubCaller.checkout)/issues").first?["title"] == "Only here")
        #expect(try grace.list("\(GitHubCaller.checkout)/issues").first?["title"] != "Only here")
        #expect(try ada.get("/user")["login"] == "ada" && grace.get("/user")["login"] == "grace")
    }

    @Test func `an account with a personal token has the same GitHub`() throws {
        let hub = try GitHubCaller(on: "githubpat")
        #expect(try hub.tool("githubpat_user_get_authenticated")["login"] == "ada-lovelace")
        #expect(try hub.list("/user/repos").count == 3)
    }

    @Test func `the same seed gives the same answers`() throws {
        func run() throws -> [JSONValue] {
            let hub = try GitHubCaller()
            _ = try hub.pull("topic", changing: "README.md", to: "# New\n")
            return try [hub.get("\(GitHubCaller.checkout)/pulls"), hub.get("/user/repos"), hub.get("/issues")]
        }
        #expect(try run() == run())
    }

    @Test func `a refusal leaves nothing behind`() throws {
        let hub = try GitHubCaller()
        let before = try hub.list("\(GitHubCaller.checkout)/labels").count
        let body: JSONValue = ["title": "x", "labels": ["brand new"], "assignees": ["nobody"]]
        #expect(try hub.send("POST", "\(GitHubCaller.checkout)/issues", body).status == 422)
        #expect(try hub.list("\(GitHubCaller.checkout)/labels").count == before)
    }

    @Test func `lists come in pages with links`() throws {
        let hub = try GitHubCaller()
        let path = "\(GitHubCaller.checkout)/issues?state=all&per_page=4"
        let first = try hub.send("GET", path)
        let link = try #require(first.headers.first { $0.name == "link" }?.value)
        let base = "https://api.github.com/repositories/712345678/issues?state=all&per_page=4&page="
        #expect(link == "<\(base)2>; rel=\"next\", <\(base)3>; rel=\"last\"")
        let next = try hub.send("GET", "/repositories/712345678/issues?state=all&per_page=4&page=2")
        #expect(first.json.array?.compactMap(\.issueNumber) == [57, 56, 55, 53])
        #expect(next.json.array?.compactMap(\.issueNumber) == [52, 49, 48, 45])
        #expect(
            next.headers.first?.value
                == "<\(base)1>; rel=\"prev\", <\(base)3>; rel=\"next\", <\(base)3>; rel=\"last\", <\(base)1>; rel=\"first\""
        )
        let last = try hub.send("GET", path + "&page=3")
        #expect(last.json.array?.compactMap(\.issueNumber) == [42, 39])
        #expect(last.headers.first?.value.contains("rel=\"next\"") == false)
        #expect(try hub.list(path + "&page=9").isEmpty)
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/labels").headers.isEmpty)
        #expect(try hub.list("\(GitHubCaller.checkout)/issues?page=0&per_page=x").count == 7)
    }

    @Test func `the default data are recent and fit together`() throws {
        let hub = try GitHubCaller()
        #expect(
            try hub.list("/user/repos").texts("full_name") == [
                "ada-lovelace/dotfiles", "brightlane/checkout", "brightlane/ledger",
            ])
        let issues = try hub.list("\(GitHubCaller.checkout)/issues?state=all")
        #expect(issues.count == 10)
        #expect(issues.compactMap { $0["created_at"]?.string }.allSatisfy { $0 > "2026-11-01" && $0 < "2027-01-15" })
        let checkout = try hub.get(GitHubCaller.checkout)
        #expect(checkout["open_issues_count"] == 7)
        #expect(checkout["language"] == "TypeScript" && checkout[path: "permissions.admin"] == true)
        #expect(
            try hub.get("\(GitHubCaller.checkout)/issues/52")["body"]?.string?.contains("@ada-lovelace can") == true)
        #expect(try hub.get("\(GitHubCaller.checkout)/pulls/57")["mergeable_state"] == "clean")
        #expect(try hub.text("package.json").contains("^4.3.2"))
    }
}
