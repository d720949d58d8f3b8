import Testing

@testable import EmulatorCore

@Suite struct GitHubDataTests {
    @Test func `a seed's data take the place of the default data`() throws {
        let hub = try GitHubCaller(data: [
            "users": [["login": "bob"]],
            "organizations": [["login": "engines", "name": "Engines"]],
            "repositories": [
                [
                    "name": "engines/difference", "files": ["README.md": "# Difference\n", "src/a.c": "int a;\n"],
                    "branches": [
                        [
                            "name": "topic",
                            "commits": [["message": "Drop it", "files": ["src/a.c": .null], "ago": "1h"]],
                        ]
                    ],
                    "issues": [["title": "Jams", "author": "bob", "ago": "2h", "labels": ["bug"]]],
                    "pulls": [["title": "Less", "head": "topic", "ago": "30m"]],
                ]
            ],
        ])
        #expect(try hub.get("/user")["login"] == "ada-lovelace")
        #expect(try hub.list("/orgs/engines/repos").texts("name") == ["difference"])
        #expect(try hub.numbers("/repos/engines/difference/issues") == [2, 1])
        #expect(try hub.list("/repos/engines/difference/pulls/2/files").texts("status") == ["removed"])
        #expect(try hub.get("/repos/engines/difference/issues/1")["created_at"] == "2027-01-15T06:00:00Z")
        #expect(try hub.send("GET", GitHubCaller.checkout).status == 404)
    }

    @Test func `people can have permissions, forks and stars`() throws {
        let hub = try GitHubCaller(data: [
            "users": [["login": "bob"], ["me": true, "login": "countess"]],
            "repositories": [
                ["name": "bob/tool", "files": ["a": "1\n"], "collaborators": ["me": "write"], "stars": ["bob", "me"]],
                ["name": "bob/secret", "private": true, "files": ["a": "1\n"]],
                ["name": "me/tool", "fork_of": "bob/tool", "commits": [["message": "Two", "files": ["a": "2\n"]]]],
            ],
        ])
        #expect(try hub.get("/repos/bob/tool")[path: "permissions.push"] == true)
        #expect(try hub.send("GET", "/repos/bob/secret").status == 404)
        #expect(try hub.get("/repos/countess/tool")[path: "parent.full_name"] == "bob/tool")
        #expect(try hub.list("/repos/bob/tool/forks").texts("full_name") == ["countess/tool"])
        #expect(try hub.text("a", in: "/repos/countess/tool") == "2\n")
        #expect(try hub.text("a", in: "/repos/bob/tool") == "1\n")
        #expect(try hub.get("/repos/bob/tool")["stargazers_count"] == 2)
    }

    @Test(
        arguments: [
            (["repositorys": []], "github.repositorys \"there is no such member, did you mean repositories?"),
            (["repositories": "all"], "github.repositories \"value must be a list, not string"),
            (["repositories": [["name": "x"]]], "github.repositories[0].name \"value must be owner/name"),
            (["repositories": [["name": "bob/x"]]], "github.repositories[0].name \"there is no user bob"),
            (["users": [["name": "Bob"]]], "github.users[0].login \"value is required"),
            (["users": [["login": "b b"]]], "github.users[0].login \"value must have 1 to 39 letters"),
            (["users": [["login": "a", "me": true], ["login": "b", "me": true]]], "github.users[1] \"only one user"),
            (["users": [["login": "a"], ["login": "A"]]], "github.users[1] \"the login A is there twice"),
            (
                ["repositories": [["name": "me/x", "issues": [["title": "t", "labels": ["bgu"]]]]]],
                "issues[0].labels[0] \"there is no label bgu, did you mean bug?"
            ),
            (
                ["repositories": [["name": "me/x", "issues": [["title": "t", "ago": "soon"]]]]],
                "issues[0].ago \"value must be a time span"
            ),
            (
                [
                    "repositories": [
                        ["name": "me/x", "issues": [["title": "t", "number": 1], ["title": "u", "number": 1]]]
                    ]
                ],
                "issues[1] \"the number 1 is there twice"
            ),
            (
                ["repositories": [["name": "me/x", "files": ["a": "b"], "pulls": [["title": "t", "head": "topic"]]]]],
                "pulls[0].head \"there is no branch topic"
            ),
            (
                ["repositories": [["name": "me/x", "fork_of": "me/y"]]],
                "repositories[0].fork_of \"there is no repository me/y"
            ),
            (
                ["repositories": [["name": "me/x", "labels": [["name": "l", "color": "#fff"]]]]],
                "labels[0].color \"value must be six hexadecimal digits"
            ),
        ] as [(JSONValue, String)])
    func `a mistake in a seed's data is named`(data: JSONValue, message: String) throws {
        let hub = try GitHubCaller(data: data)
        #expect {
            try hub.get("/user")
        } throws: { error in
            guard let error = error as? EmulatorError else { return false }
            return error.code == .invalidArgument && error.message.contains(message)
        }
    }
}
