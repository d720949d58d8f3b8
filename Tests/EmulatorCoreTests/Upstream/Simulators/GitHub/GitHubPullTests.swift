import Testing

@testable import EmulatorCore

@Suite struct GitHubPullTests {
    private let pulls = "\(GitHubCaller.checkout)/pulls"

    @Test func `a pull request shows what it brings`() throws {
        let hub = try GitHubCaller()
        let pull = try hub.tool("github_pull_request_get", GitHubCaller.here.merging(["pull_number": 57]) { $1 })
        #expect(pull["commits"] == 2 && pull["changed_files"] == 2 && pull["mergeable"] == true)
        #expect(pull[path: "head.label"] == "brightlane:fix-card-focus" && pull[path: "base.ref"] == "main")
        #expect(pull["requested_reviewers"]?.texts("login") == ["ada-lovelace"])
        let files = try hub.list("\(pulls)/57/files")
        #expect(files.texts("filename") == ["src/card-form.ts", "test/card-form.test.ts"])
        #expect(files.texts("status") == ["modified", "added"])
        #expect(files[0]["patch"]?.string?.contains("+    this.number.focus()") == true)
        let sum = files.compactMap { $0["additions"]?.number }.reduce(0, +)
        #expect(pull["additions"]?.number == sum)
        #expect(
            try hub.list("\(pulls)/57/commits").texts("commit.message") == [
                "Keep focus after a decline", "Test the focus",
            ])
    }

    @Test func `lists are filtered`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.numbers(pulls) == [57, 55])
        #expect(try hub.numbers("\(pulls)?state=closed") == [56])
        #expect(try hub.numbers("\(pulls)?head=brightlane:swish") == [55])
        #expect(try hub.numbers("\(pulls)?base=nothing").isEmpty)
        #expect(
            try hub.numbers("\(pulls)?state=all&sort=updated&direction=asc")
                == [56, 57, 55].sorted {
                    try hub.updated($0) < hub.updated($1)
                })
    }

    @Test func `merging changes the branch, closes what it fixes and is done once`() throws {
        let hub = try GitHubCaller()
        let before = try hub.head(of: "main")
        let params = GitHubCaller.here.merging(["pull_number": 57]) { $1 }
        #expect(throws: EmulatorError.self) { try hub.tool("github_pull_request_merge_check", params) }
        let merged = try hub.tool("github_pull_request_merge", params)
        let sha = try #require(merged["sha"]?.string)
        #expect(merged["merged"] == true && merged["message"] == "Pull Request successfully merged")
        #expect(try hub.head(of: "main") == sha)
        #expect(try hub.text("src/card-form.ts").contains("this.number.focus()"))
        let commit = try hub.get("\(GitHubCaller.checkout)/commits/\(sha)")
        #expect(commit["parents"]?.texts("sha").first == before && commit["parents"]?.array?.count == 2)
        #expect(
            commit[path: "commit.message"]
                == "Merge pull request #57 from brightlane/fix-card-focus\n\nKeep focus in the card form after a decline"
        )
        let pull = try hub.get("\(pulls)/57")
        #expect(pull["state"] == "closed" && pull["merged"] == true && pull[path: "merged_by.login"] == "ada-lovelace")
        #expect(pull["merge_commit_sha"] == .string(sha) && pull["commits"] == 2)
        #expect(try hub.get("\(GitHubCaller.checkout)/issues/42")["state"] == "closed")
        #expect(try hub.send("GET", "\(pulls)/57/merge").status == 204)
        let again = try hub.send("PUT", "\(pulls)/57/merge")
        #expect(again.status == 405 && again.json["message"] == "Pull Request is not mergeable")
        #expect(try hub.numbers("\(GitHubCaller.checkout)/commits/\(sha)/pulls") == [57])
    }

    @Test func `squash makes one commit, rebase one for each`() throws {
        let hub = try GitHubCaller()
        let squashed = try hub.send("PUT", "\(pulls)/57/merge", ["merge_method": "squash"]).json
        let commit = try hub.get("\(GitHubCaller.checkout)/commits/\(squashed["sha"]?.string ?? "")")
        #expect(commit["parents"]?.array?.count == 1)
        #expect(
            commit[path: "commit.message"]
                == "Keep focus in the card form after a decline (#57)\n\n* Keep focus after a decline\n\n* Test the focus"
        )

        let other = try GitHubCaller()
        let before = try other.list("\(GitHubCaller.checkout)/commits").count
        #expect(try other.send("PUT", "\(pulls)/57/merge", ["merge_method": "rebase"]).status == 200)
        let after = try other.list("\(GitHubCaller.checkout)/commits")
        #expect(after.count == before + 2 && after[0][path: "commit.message"] == "Test the focus")
        #expect(after[0][path: "author.login"] == "tomas-okafor" && after[0][path: "committer.login"] == "ada-lovelace")
        #expect(try other.text("package.json").contains("^4.3.2"))
    }

    @Test func `changes of other lines are merged, of the same lines not`() throws {
        let hub = try GitHubCaller()
        let text = try hub.text("src/totals.ts")
        let number = try hub.pull("doc", changing: "src/totals.ts", to: "// Money.\n" + text)
        let conflict = try hub.pull(
            "floor", changing: "src/totals.ts", to: text.replacing("Math.round", with: "Math.floor"))
        try hub.write("src/totals.ts", text.replacing("Math.round", with: "Math.ceil"))
        #expect(try hub.get("\(pulls)/\(number)")["mergeable_state"] == "clean")
        #expect(try hub.get("\(pulls)/\(conflict)")["mergeable_state"] == "dirty")
        #expect(try hub.send("PUT", "\(pulls)/\(conflict)/merge").status == 405)
        #expect(try hub.send("PUT", "\(pulls)/\(number)/merge").status == 200)
        let merged = try hub.text("src/totals.ts")
        #expect(merged.hasPrefix("// Money.\n") && merged.contains("Math.ceil"))
    }

    @Test func `a merge can be refused`() throws {
        let hub = try GitHubCaller()
        let draft = try hub.send("PUT", "\(pulls)/55/merge")
        #expect(draft.status == 405 && draft.json["message"] == "Pull Request is still a draft")
        let old = try hub.send("PUT", "\(pulls)/57/merge", ["sha": .string(hub.head(of: "main"))])
        #expect(old.status == 409)
        try hub.send("PATCH", GitHubCaller.checkout, ["allow_squash_merge": false])
        let method = try hub.send("PUT", "\(pulls)/57/merge", ["merge_method": "squash"])
        #expect(method.json["message"] == "Squash merges are not allowed on this repository.")
        #expect(try hub.send("PUT", "\(pulls)/57/merge", ["merge_method": "octopus"]).status == 422)
    }

    @Test func `a pull request can be refused`() throws {
        let hub = try GitHubCaller()
        func refusal(_ body: JSONValue) throws -> JSONValue? {
            let answer = try hub.send("POST", pulls, body)
            #expect(answer.status == 422)
            return answer.json["errors"]?[path: "0"]
        }
        let exists = try refusal(["title": "x", "head": "swish", "base": "main"])
        #expect(exists?["message"] == "A pull request already exists for brightlane:swish.")
        #expect(try refusal(["title": "x", "head": "nothing", "base": "main"])?["field"] == "head")
        #expect(try refusal(["title": "x", "head": "swish", "base": "nothing"])?["field"] == "base")
        #expect(try refusal(["head": "swish", "base": "main"])?["code"] == "missing_field")
        let nothing = try refusal(["title": "x", "head": "main", "base": "main"])
        #expect(nothing?["message"] == "No commits between main and main")
    }

    @Test func `a pull request follows its branch`() throws {
        let hub = try GitHubCaller()
        let number = try hub.pull("topic/one", changing: "a.txt", to: "1\n")
        let sha = try hub.write("a.txt", "2\n", on: "topic/one")
        #expect(try hub.get("\(pulls)/\(number)")[path: "head.sha"] == .string(sha))
        let renamed = try hub.tool(
            "github_branch_rename", GitHubCaller.here.merging(["branch": "topic/one", "new_name": "topic/two"]) { $1 })
        #expect(renamed["name"] == "topic/two")
        #expect(try hub.get("\(pulls)/\(number)")[path: "head.ref"] == "topic/two")
        try hub.tool("github_git_ref_delete", GitHubCaller.here.merging(["ref": "heads/topic/two"]) { $1 })
        #expect(try hub.get("\(pulls)/\(number)")["state"] == "closed")
        let reopened = try hub.send("PATCH", "\(pulls)/\(number)", ["state": "open"])
        #expect(reopened.status == 422)
    }

    @Test func `a branch that comes to have all commits makes its pull request merged`() throws {
        let hub = try GitHubCaller()
        let answer = try hub.tool(
            "github_branch_merge", GitHubCaller.here.merging(["base": "main", "head": "fix-card-focus"]) { $1 })
        #expect(answer[path: "commit.message"] == "Merge fix-card-focus into main")
        #expect(try hub.get("\(pulls)/57")["merged"] == true)
        #expect(
            try hub.send("POST", "\(GitHubCaller.checkout)/merges", ["base": "main", "head": "fix-card-focus"]).status
                == 204)
        let unknown = try hub.send("POST", "\(GitHubCaller.checkout)/merges", ["base": "nope", "head": "main"])
        #expect(unknown.status == 404 && unknown.json["message"] == "Base does not exist")
    }

    @Test func `the base can be merged into the branch`() throws {
        let hub = try GitHubCaller()
        let params = GitHubCaller.here.merging(["pull_number": 57]) { $1 }
        let answer = try hub.tool("github_pull_request_branch_update", params)
        #expect(answer["message"] == "Updating pull request branch.")
        #expect(try hub.text("package.json", "fix-card-focus").contains("^4.3.2"))
        #expect(try hub.get("\(pulls)/57")["commits"] == 3)
        #expect(try hub.send("PUT", "\(pulls)/57/update-branch").status == 422)
    }

    @Test func `a pull request can come from a fork`() throws {
        let hub = try GitHubCaller()
        let fork = try hub.tool("github_repo_fork_create", ["owner": "lena-fischer", "repo": "palette"])
        #expect(fork["full_name"] == "ada-lovelace/palette" && fork["fork"] == true)
        let mine = "/repos/ada-lovelace/palette"
        try hub.branch("teal", in: mine)
        try hub.write("src/teal.js", "export const teal = 180\n", on: "teal", in: mine)
        let opened = try hub.send(
            "POST", "\(GitHubCaller.palette)/pulls",
            ["title": "Add teal", "head": "ada-lovelace:teal", "base": "main"])
        #expect(opened.status == 201 && opened.json[path: "head.repo.full_name"] == "ada-lovelace/palette")
        #expect(opened.json["mergeable"] == true && opened.json["changed_files"] == 1)
        #expect(try hub.send("PUT", "\(GitHubCaller.palette)/pulls/5/merge").status == 404)
        try hub.write("src/teal.js", "export const teal = 181\n", on: "teal", in: mine)
        #expect(try hub.get("\(GitHubCaller.palette)/pulls/5")["commits"] == 2)
        #expect(try hub.get("\(GitHubCaller.palette)/compare/main...ada-lovelace:teal")["ahead_by"] == 2)
        let own = try hub.send("POST", "\(GitHubCaller.palette)/pulls", ["title": "x", "head": "main", "base": "main"])
        #expect(own.status == 404)
    }
}

extension GitHubCaller {
    fileprivate func updated(_ number: Int) throws -> String {
        try get("\(Self.checkout)/pulls/\(number)")["updated_at"]?.string ?? ""
    }
}
