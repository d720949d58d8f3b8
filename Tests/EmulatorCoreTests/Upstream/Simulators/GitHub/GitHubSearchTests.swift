import Testing

@testable import EmulatorCore

@Suite struct GitHubSearchTests {
    @Test(
        arguments: [
            ("focus repo:brightlane/checkout", [57, 42]), ("focus in:title is:issue", [42]), ("safari", [42]),
            ("safari in:title", []), ("safari in:comments", [42]), ("\"loses focus\"", [42]), ("focus loses", [42]),
            ("is:open is:pr", [57, 55]), ("is:pr is:merged", [56]), ("is:pr draft:true", [55]), ("is:draft", [55]),
            ("label:bug is:open repo:brightlane/checkout", [57, 52, 42]),
            ("label:bug,payments author:@me", [55, 53, 39]),
            ("label:\"good first issue\"", [45]), ("-label:bug is:issue is:open", [53, 45, 39]),
            ("author:tomas-okafor is:issue", [48, 17]), ("assignee:@me", [53, 52, 39, 17]),
            ("no:assignee is:issue is:open", [45, 1, 4]), ("milestone:\"Nordic payments\"", [55, 39]),
            ("commenter:priya-raman", [39, 17]), ("mentions:@me", [52]), ("involves:daniel-cho", [52, 45]),
            ("comments:>=2", [42, 39]), ("created:>=2027-01-06", [57, 56, 55]), ("closed:<2027-01-01", [49, 48]),
            ("created:2026-12-20..2026-12-25", [49, 48, 45]), ("reason:\"not planned\"", [49]),
            ("review-requested:@me", [57]), ("reviewed-by:tomas-okafor", [56]), ("review:changes_requested", [57]),
            ("head:swish", [55]), ("user:lena-fischer", [4]), ("is:public", [4, 1]),
            ("state:closed is:issue", [49, 48]),
            ("org:brightlane rounds", [17]), ("NOT focus is:pr", [56, 55]), ("yellow AA", [4]), ("is:locked", []),
        ] as [(String, [Int])])
    func `issues are found by words and qualifiers`(query: String, numbers: [Int]) throws {
        let hub = try GitHubCaller()
        #expect(Set(try hub.search(query)) == Set(numbers))
    }

    @Test func `issues are sorted and counted`() throws {
        let hub = try GitHubCaller()
        #expect(try hub.search("focus") == [57, 42])
        #expect(try hub.search("is:pr", "&sort=created&order=asc") == [55, 56, 57])
        #expect(try hub.search("is:pr sort:created-asc") == [55, 56, 57])
        #expect(try hub.search("is:issue", "&sort=comments&per_page=2").count == 2)
        let found = try hub.tool("github_search_issues", ["q": "is:issue repo:brightlane/checkout", "per_page": 2])
        #expect(found["total_count"] == 7 && found["items"]?.array?.count == 2)
        #expect(found["incomplete_results"] == false && found[path: "items.0.score"] == 1)
        let page = try hub.send("GET", "/search/issues?q=is:issue&per_page=3")
        #expect(
            page.headers.first?.value.contains("/search/issues?q=is%3Aissue&per_page=3&page=2>; rel=\"next\"") == true)
    }

    @Test func `searches that cannot be are refused`() throws {
        let hub = try GitHubCaller()
        let empty = try hub.send("GET", "/search/issues?q=")
        #expect(
            empty.status == 422
                && empty.json["errors"] == [["resource": "Search", "field": "q", "code": "missing"]])
        let unknown = try hub.send("GET", "/search/issues?q=repo:acme/app")
        #expect(unknown.status == 422 && unknown.json[path: "errors.0.code"] == "invalid")
        let far = try hub.send("GET", "/search/issues?q=x&page=11&per_page=100")
        #expect(far.json["message"] == "Only the first 1000 search results are available")
    }

    @Test(
        arguments: [
            ("checkout", ["brightlane/checkout"]), ("topic:payments", ["brightlane/checkout"]),
            ("language:go", ["brightlane/ledger"]), ("user:brightlane bookkeeping", ["brightlane/ledger"]),
            ("stars:>=3", ["brightlane/checkout", "lena-fischer/palette"]),
            ("is:public", ["ada-lovelace/dotfiles", "lena-fischer/palette"]),
            ("payouts in:name", []), ("WCAG in:readme", []), ("link in:readme", ["ada-lovelace/dotfiles"]),
            ("license:mit colour", ["lena-fischer/palette"]),
        ] as [(String, [String])])
    func `repositories are found`(query: String, names: [String]) throws {
        let hub = try GitHubCaller()
        let found = try hub.tool("github_search_repos", ["q": .string(query)])
        #expect(Set(found["items"]?.texts("full_name") ?? []) == Set(names))
    }

    @Test func `code, commits and people are found`() throws {
        let hub = try GitHubCaller()
        func found(_ tool: String, _ query: String, _ path: String) throws -> [String] {
            try hub.tool(tool, ["q": .string(query)])["items"]?.texts(path) ?? []
        }
        #expect(try found("github_search_code", "onDecline repo:brightlane/checkout", "path") == ["src/card-form.ts"])
        #expect(try found("github_search_code", "rounds extension:ts", "path").isEmpty)
        #expect(
            try found("github_search_code", "total path:src language:typescript", "name") == [
                "receipt.ts", "totals.ts",
            ])
        #expect(try found("github_search_code", "filename:go.mod", "repository.full_name") == ["brightlane/ledger"])
        #expect(
            try found("github_search_commits", "totals author:tomas-okafor", "commit.message") == [
                "Round totals once (#54)"
            ])
        #expect(
            try found("github_search_commits", "author:@me repo:ada-lovelace/dotfiles", "commit.message").count == 2)
        #expect(try found("github_search_users", "okafor", "login") == ["tomas-okafor"])
        #expect(try found("github_search_users", "type:org", "login") == ["brightlane"])
        #expect(try found("github_search_users", "location:berlin in:login lena", "login") == ["lena-fischer"])
        #expect(try found("github_search_users", "followers:>200", "login") == ["lena-fischer", "tomas-okafor"])
    }

    @Test func `what was just written is found`() throws {
        let hub = try GitHubCaller()
        try hub.write("src/vipps.ts", "export const vippsTimeout = 10\n")
        let found = try hub.tool("github_search_code", ["q": "vippsTimeout"])
        #expect(found["items"]?.texts("path") == ["src/vipps.ts"])
    }
}
