import Testing

@testable import EmulatorCore

@Suite struct ToolPathTests {
    @Test func `encodes slashes unless they are to stay`() {
        let values = ["id": "group/api", "path": "src/a b.txt"]
        #expect(ToolPath("/projects/{id}").filled { values[$0] ?? "" } == "/projects/group%2Fapi")
        #expect(ToolPath("/contents/{+path}").filled { values[$0] ?? "" } == "/contents/src/a%20b.txt")
        #expect(ToolPath("/contents/{+path}").text == "/contents/{path}")
    }

    @Test(
        arguments: [
            ("/repos/{owner}/{repo}", "/repos/ada/engine", ["owner": "ada", "repo": "engine"]),
            ("/repos/{owner}/{repo}", "/repos/ada/engine/", ["owner": "ada", "repo": "engine"]),
            ("/repos/{owner}/{repo}", "/repos/ada/engine/issues", nil),
            ("/repos/{owner}/{repo}", "/repos/ada/", nil),
            ("/projects/{id}/issues", "/projects/group%2Fapi/issues", ["id": "group/api"]),
            ("/contents/{+path}", "/contents/src/main.c", ["path": "src/main.c"]),
            ("/contents/{+path}", "/contents/", ["path": ""]),
            ("/v2/{+name}/participants", "/v2/records/7/participants", ["name": "records/7"]),
            ("/v1/{id}:run", "/v1/7:run", ["id": "7"]),
            ("/v1/{id}:run", "/v1/7/8:run", nil),
            ("/tickets/{id}.json", "/tickets/7.json", ["id": "7"]),
            ("/tickets/{id}.json", "/tickets/.json", nil),
            ("/a", "/b", nil),
        ] as [(String, String, [String: String]?)])
    func `recognises its own`(template: String, path: String, captures: [String: String]?) {
        #expect(ToolPath(template).match(path) == captures)
    }
}
