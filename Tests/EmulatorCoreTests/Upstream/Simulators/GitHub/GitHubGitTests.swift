import Testing

@testable import EmulatorCore

/// Objects have the names that git gives them; the expected ones were made with git itself.
@Suite struct GitHubGitTests {
    @Test func `blobs and trees are named as git names them`() {
        #expect(GitHubObjectName.of("blob", Array("hello\n".utf8)) == "ce013625030ba8dba906f756967f9e9ca394464a")
        #expect(GitHubTree([]).sha == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
        let file = GitHubTree.Entry(
            name: "hello.txt", mode: "100644", sha: "ce013625030ba8dba906f756967f9e9ca394464a")
        #expect(GitHubTree([file]).sha == "aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7")
    }

    @Test func `commits are named as git names them`() {
        let signature = GitHubCommit.Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)
        let first = GitHubCommit(
            tree: "aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7", parents: [], author: signature, message: "First\n")
        #expect(first.sha == "503fbfbb42d56600b8211268110a8f981137b330")
        let second = GitHubCommit(
            tree: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", parents: [first.sha], author: signature,
            message: "Second\n")
        #expect(second.sha == "2093fe33449e64563fb698ae44228848fe4cd55b")
    }

    @Test(
        arguments: [
            ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c"),
            ("", "a\n", "@@ -0,0 +1 @@\n+a"),
            ("a\n", "", "@@ -1 +0,0 @@\n-a"),
            ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a"),
            (
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n",
                "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine"
            ),
            (
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "one\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ntwelve\n",
                "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+twelve"
            ),
        ])
    func `patches are those of git`(old: String, new: String, patch: String) {
        #expect(GitHubPatch(from: Array(old.utf8), to: Array(new.utf8)).text == patch)
    }

    @Test func `equal files and files that are no text have no patch`() {
        #expect(GitHubPatch(from: [97], to: [97]).text == nil)
        #expect(GitHubPatch(from: [0, 1], to: [0, 2]).text == nil)
        #expect(GitHubPatch(from: [], to: [255]).additions == 0)
    }

    @Test func `files of several commits can be made from blobs, trees and refs`() throws {
        let hub = try GitHubCaller()
        let base = try hub.head(of: "main")
        let blob = try hub.tool(
            "github_git_blob_create", GitHubCaller.here.merging(["content": "b25l", "encoding": "base64"]) { $1 })
        let tree = try hub.tool(
            "github_git_tree_create",
            GitHubCaller.here.merging([
                "base_tree": .string(base),
                "tree": [
                    ["path": "docs/one.txt", "mode": "100644", "type": "blob", "sha": blob["sha"] ?? .null],
                    ["path": "docs/two.txt", "mode": "100644", "type": "blob", "content": "two"],
                    ["path": "config.json", "mode": "100644", "type": "blob", "sha": .null],
                ],
            ]) { $1 })
        let commit = try hub.tool(
            "github_git_commit_create",
            GitHubCaller.here.merging([
                "message": "Two at once", "tree": tree["sha"] ?? .null, "parents": [.string(base)],
            ]) { $1 })
        let moved = try hub.tool(
            "github_git_ref_update",
            GitHubCaller.here.merging(["ref": "heads/main", "sha": commit["sha"] ?? .null]) { $1 })
        #expect(moved[path: "object.sha"] == commit["sha"])
        #expect(try hub.text("docs/one.txt") == "one" && hub.text("docs/two.txt") == "two")
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/contents/config.json").status == 404)
        let files = try #require(try hub.get("\(GitHubCaller.checkout)/commits/main")["files"])
        #expect(files.texts("status") == ["removed", "added", "added"])
        let all = try hub.get("\(GitHubCaller.checkout)/git/trees/main?recursive=1")["tree"]
        #expect(all?.texts("path").contains("docs/one.txt") == true)
    }

    @Test func `refs follow git's rules`() throws {
        let hub = try GitHubCaller()
        let refs = "\(GitHubCaller.checkout)/git/refs"
        let old = try #require(try hub.list("\(GitHubCaller.checkout)/commits").last?["sha"])
        let force = try hub.send("PATCH", refs + "/heads/main", ["sha": old])
        #expect(force.status == 422 && force.json["message"] == "Update is not a fast forward")
        #expect(try hub.send("PATCH", refs + "/heads/main", ["sha": old, "force": true]).status == 200)
        #expect(try hub.list("\(GitHubCaller.checkout)/commits").count == 1)
        let exists = try hub.send("POST", refs, ["ref": "refs/heads/swish", "sha": old])
        #expect(exists.json["message"] == "Reference already exists")
        #expect(try hub.send("POST", refs, ["ref": "swish", "sha": old]).status == 422)
        let unknown: JSONValue = .string(String(repeating: "a", count: 40))
        let nothing = try hub.send("POST", refs, ["ref": "refs/heads/x", "sha": unknown])
        #expect(nothing.json["message"] == "Object does not exist")
        #expect(try hub.send("DELETE", refs + "/heads/main").status == 422)
        #expect(try hub.send("DELETE", refs + "/heads/payment-sdk").status == 204)
        #expect(try hub.send("GET", "\(GitHubCaller.checkout)/git/ref/heads/payment-sdk").status == 404)
        #expect(
            try hub.list("\(GitHubCaller.checkout)/git/matching-refs/tags/v2").texts("ref") == [
                "refs/tags/v2.7.1", "refs/tags/v2.8.0",
            ])
    }
}
