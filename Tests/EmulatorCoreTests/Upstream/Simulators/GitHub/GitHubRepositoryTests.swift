import Testing

@testable import EmulatorCore

@Suite struct GitHubRepositoryTests {
    @Test func `repositories are made, changed and deleted`() throws {
        let hub = try GitHubCaller()
        let made = try hub.tool(
            "github_repo_create_for_user",
            ["name": "payment notes", "description": "Notes", "private": true, "auto_init": true])
        #expect(made["full_name"] == "ada-lovelace/payment-notes" && made["private"] == true)
        #expect(try hub.text("README.md", in: "/repos/ada-lovelace/payment-notes") == "# payment-notes\nNotes\n")
        let here: [String: JSONValue] = ["owner": "ada-lovelace", "repo": "payment-notes"]
        let changed = try hub.tool(
            "github_repo_update", here.merging(["name": "notes", "has_wiki": false, "private": false]) { $1 })
        #expect(changed["full_name"] == "ada-lovelace/notes" && changed["visibility"] == "public")
        #expect(try hub.get("/repos/ada-lovelace/payment-notes")["name"] == "notes")
        #expect(try hub.get("/user")["public_repos"] == 2)
        try hub.tool("github_repo_delete", ["owner": "ada-lovelace", "repo": "notes"])
        #expect(try hub.send("GET", "/repos/ada-lovelace/notes").status == 404)
        #expect(try hub.send("GET", "/repos/ada-lovelace/payment-notes").status == 404)
    }

    @Test func `a repository without commits says that it is empty`() throws {
        let hub = try GitHubCaller()
        try hub.tool("github_repo_create_in_org", ["org": "brightlane", "name": "payouts"])
        let path = "/repos/brightlane/payouts"
        #expect(try hub.send("GET", "\(path)/commits").json["message"] == "Git Repository is empty.")
        #expect(try hub.send("GET", "\(path)/contents").json["message"] == "This repository is empty.")
        #expect(try hub.list("\(path)/branches").isEmpty)
        try hub.write("main.go", "package main\n", in: path)
        #expect(try hub.get(path)["language"] == "Go")
        #expect(try hub.list("\(path)/branches").texts("name") == ["main"])
    }

    @Test func `names are taken once and settings have rules`() throws {
        let hub = try GitHubCaller()
        let taken = try hub.send("POST", "/user/repos", ["name": "Dotfiles"])
        #expect(taken.status == 422 && taken.json["message"] == "Repository creation failed.")
        #expect(taken.json[path: "errors.0.message"] == "name already exists on this account")
        #expect(try hub.send("POST", "/user/repos", ["description": "x"]).status == 422)
        #expect(try hub.send("POST", "/orgs/nothing/repos", ["name": "x"]).status == 404)
        let branch = try hub.send("PATCH", GitHubCaller.checkout, ["default_branch": "nope"])
        #expect(branch.status == 422)
        #expect(try hub.send("PATCH", GitHubCaller.palette, ["name": "x"]).status == 403)
        #expect(try hub.send("DELETE", GitHubCaller.palette).status == 403)
    }

    @Test func `an archived repository is read-only`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.send("PATCH", GitHubCaller.checkout, ["archived": true]).json["archived"] == true)
        let refused = try hub.send("POST", "\(GitHubCaller.checkout)/issues", ["title": "x"])
        #expect(refused.status == 403 && refused.json["message"] == "Repository was archived so is read-only.")
        #expect(try hub.send("PATCH", GitHubCaller.checkout, ["archived": false]).status == 200)
        #expect(try hub.send("POST", "\(GitHubCaller.checkout)/issues", ["title": "x"]).status == 201)
    }

    @Test func `issues can be switched off`() throws {
        let hub = try GitHubCaller()
        try hub.send("PATCH", GitHubCaller.checkout, ["has_issues": false])
        #expect(try hub.send("POST", "\(GitHubCaller.checkout)/issues", ["title": "x"]).status == 410)
    }

    @Test func `lists show what belongs to whom`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.list("/user/repos?type=owner").texts("name") == ["dotfiles"])
        #expect(try hub.list("/user/repos?type=private&sort=created").texts("name") == ["ledger", "checkout"])
        #expect(try hub.list("/orgs/brightlane/repos").texts("name") == ["ledger", "checkout"])
        #expect(try hub.list("/users/lena-fischer/repos").texts("name") == ["palette"])
        #expect(try hub.list("/users/brightlane/repos").isEmpty)
        #expect(try hub.send("GET", "/orgs/lena-fischer/repos").status == 404)
        #expect(try hub.send("GET", "/user/repos?type=nothing").status == 422)
    }

    @Test func `people and organizations have profiles`() throws {
        let hub = try GitHubCaller()
        let me = try hub.tool("github_user_get_authenticated")
        #expect(me["login"] == "ada-lovelace" && me["email"] == "ada.lovelace@example.com")
        #expect(me["owned_private_repos"] == 0 && me["public_repos"] == 1)
        #expect(try hub.tool("github_user_get_by_username", ["username": "Tomas-Okafor"])["name"] == "Tomas Okafor")
        let organization = try hub.tool("github_org_get", ["org": "brightlane"])
        #expect(organization["total_private_repos"] == 2)
        #expect(try hub.list("/orgs/brightlane/members?role=admin").texts("login") == ["ada-lovelace", "priya-raman"])
        #expect(try hub.list("/user/orgs").texts("login") == ["brightlane"])
        #expect(try hub.get("/user/emails")[path: "0.primary"] == true)
        try hub.send("PATCH", "/user", ["bio": "Analyst"])
        #expect(try hub.get("/users/ada-lovelace")["bio"] == "Analyst")
    }

    @Test func `stars are given and taken back`() throws {
        let hub = try GitHubCaller()
        let ledger: [String: JSONValue] = ["owner": "brightlane", "repo": "ledger"]
        #expect(try hub.send("GET", "/user/starred/brightlane/ledger").status == 404)
        try hub.tool("github_repo_star", ledger)
        try hub.tool("github_repo_star", ledger)
        #expect(try hub.send("GET", "/user/starred/brightlane/ledger").status == 204)
        #expect(try hub.get("/repos/brightlane/ledger")["stargazers_count"] == 2)
        #expect(try hub.tool("github_starred_repos_list")["result"]?.texts("name").first == "ledger")
        #expect(try hub.list("/repos/brightlane/ledger/stargazers").texts("login") == ["tomas-okafor", "ada-lovelace"])
        try hub.tool("github_repo_unstar", ledger)
        #expect(try hub.get("/repos/brightlane/ledger")["stargazers_count"] == 1)
        let star = UpstreamRequest.Header("accept", "application/vnd.github.star+json")
        let timed = try hub.send("GET", "/user/starred", headers: [star]).json
        #expect(timed[path: "0.starred_at"] != nil && timed[path: "0.repo.full_name"] != nil)
    }

    @Test func `topics, languages and people of a repository`() throws {
        let hub = try GitHubCaller()
        let set = try hub.tool(
            "github_repo_topics_replace", GitHubCaller.here.merging(["names": ["Cards", "eu"]]) { $1 })
        #expect(set["names"] == ["cards", "eu"])
        #expect(try hub.send("PUT", "\(GitHubCaller.checkout)/topics", ["names": ["no spaces"]]).status == 422)
        #expect(try hub.get("\(GitHubCaller.checkout)/languages")["TypeScript"]?.number ?? 0 > 1_000)
        let contributors = try hub.list("\(GitHubCaller.checkout)/contributors")
        #expect(contributors.first?["contributions"]?.number ?? 0 >= 1)
        #expect(
            try hub.list("\(GitHubCaller.checkout)/collaborators?permission=admin").texts("login") == [
                "ada-lovelace", "priya-raman",
            ])
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/collaborators/sam-whitfield").status == 404)
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/collaborators/daniel-cho").status == 204)
    }

    @Test func `a template becomes a repository, and repositories change hands`() throws {
        let hub = try GitHubCaller()
        let params: [String: JSONValue] = [
            "template_owner": "ada-lovelace", "template_repo": "dotfiles", "name": "mine",
        ]
        #expect(throws: EmulatorError.self) { try hub.tool("github_repo_create_from_template", params) }
        try hub.send("PATCH", "/repos/ada-lovelace/dotfiles", ["is_template": true])
        try hub.tool("github_repo_create_from_template", params)
        #expect(try hub.list("/repos/ada-lovelace/mine/commits").count == 1)
        let moved = try hub.tool(
            "github_repo_transfer", ["owner": "ada-lovelace", "repo": "mine", "new_owner": "brightlane"])
        #expect(moved["full_name"] == "brightlane/mine")
        #expect(try hub.list("/orgs/brightlane/repos").texts("name").first == "mine")
    }

    @Test func `a fork is brought up to date`() throws {
        let hub = try GitHubCaller(data: [
            "users": [["login": "bob"]],
            "repositories": [["name": "bob/tool", "files": ["a": "1\n"], "collaborators": ["me": "write"]]],
        ])
        try hub.tool("github_repo_fork_create", ["owner": "bob", "repo": "tool"])
        let sync: [String: JSONValue] = ["owner": "ada-lovelace", "repo": "tool", "branch": "main"]
        #expect(try hub.tool("github_branch_merge_upstream", sync)["merge_type"] == "none")
        try hub.write("a", "2\n", in: "/repos/bob/tool")
        #expect(try hub.tool("github_branch_merge_upstream", sync)["merge_type"] == "fast-forward")
        try hub.write("b", "3\n", in: "/repos/bob/tool")
        try hub.write("c", "4\n", in: "/repos/ada-lovelace/tool")
        #expect(try hub.tool("github_branch_merge_upstream", sync)["merge_type"] == "merge")
        #expect(try hub.text("b", in: "/repos/ada-lovelace/tool") == "3\n")
        try hub.write("a", "5\n", in: "/repos/bob/tool")
        try hub.write("a", "6\n", in: "/repos/ada-lovelace/tool")
        #expect(try hub.send("POST", "/repos/ada-lovelace/tool/merge-upstream", ["branch": "main"]).status == 409)
    }
}
