import Testing

@testable import EmulatorCore

/// What tools answer fits the schemas that their definitions promise.
@Suite struct GitHubToolTests {
    @Test func `answers about the default data fit the output schemas`() throws {
        let hub = try GitHubCaller()
        let values: [String: JSONValue] = [
            "owner": "brightlane", "repo": "checkout", "org": "brightlane", "username": "tomas-okafor",
            "issue_number": 42, "pull_number": 57, "milestone_number": 1, "label_name": "bug", "branch": "main",
            "ref": "main", "path": "src/totals.ts", "basehead": "main...swish", "q": "is:open", "tree_sha": "main",
            "commit_sha": .string(try hub.head(of: "main")),
            "comment_id": try #require(try hub.get("\(GitHubCaller.checkout)/issues/42/comments")[path: "0.id"]),
            "review_id": try #require(try hub.get("\(GitHubCaller.checkout)/pulls/57/reviews")[path: "0.id"]),
        ]
        let special: [String: [String: JSONValue]] = [
            "github_git_ref_get": ["ref": "heads/main"],
            "github_pull_request_review_comment_get": [
                "comment_id": try #require(try hub.get("\(GitHubCaller.checkout)/pulls/57/comments")[path: "0.id"])
            ],
            "github_pull_request_merge_check": ["pull_number": 56],
        ]
        var played = 0
        for name in hub.world.catalogue.tools.names(ofProvider: "GITHUB") {
            let tool = try #require(try hub.world.catalogue.tools.tool(named: name))
            guard tool.annotations.isReadOnly, !name.contains("release"), !name.contains("workflow") else { continue }
            var params = values.filter { tool.inputSchema.required.contains($0.key) }
            params.merge(special[name] ?? [:]) { $1 }
            let answer = try hub.tool(name, params)
            let violations = JSONSchema(try #require(tool.outputSchema)).violations(in: answer, at: name)
            #expect(violations.isEmpty, "\(violations.map { "\($0.field): \($0.description)" })")
            played += 1
        }
        #expect(played > 45)
    }
}
