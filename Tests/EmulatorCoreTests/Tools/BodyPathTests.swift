import Testing

@testable import EmulatorCore

@Suite struct BodyPathTests {
    private static let list: JSONValue = ["a@x.test", "b@x.test"]

    @Test(
        arguments: [
            ("title", "x", ["title": "x"]),
            ("fields.summary", "x", ["fields": ["summary": "x"]]),
            ("requests.0.insertText.text", "x", ["requests": [["insertText": ["text": "x"]]]]),
            ("a.1", "x", ["a": [.null, "x"]]),
            ("0.action", "append", [["action": "append"]]),
            ("attendees[].email", Self.list, ["attendees": [["email": "a@x.test"], ["email": "b@x.test"]]]),
            (
                "to[].emailAddress.address", "a@x.test, b@x.test,",
                ["to": [["emailAddress": ["address": "a@x.test"]], ["emailAddress": ["address": "b@x.test"]]]]
            ),
            ("days[]", "monday,friday", ["days": ["monday", "friday"]]),
            ("days[]", [], ["days": []]),
            ("@odata\\.type", "x", ["@odata.type": "x"]),
            ("\\0", "x", ["0": "x"]),
            ("123", "x", ["123": "x"]),
            ("*", ["a": 1, "b": 2], ["a": 1, "b": 2]),
        ] as [(String, JSONValue, JSONValue)])
    func `makes the objects and lists on the way`(path: String, value: JSONValue, body: JSONValue) {
        var made: JSONValue = [:]
        made.set(value, at: BodyPath(path))
        #expect(made == body)
    }

    @Test func `adds to what is there`() {
        var body: JSONValue = ["incident": ["type": "reference"], "data": [["a": 1]]]
        body.set("x", at: BodyPath("incident.title"))
        body.set(2, at: BodyPath("data.0.b"))
        body.set(["c": 3], at: .wholeBody)
        #expect(body == ["incident": ["type": "reference", "title": "x"], "data": [["a": 1, "b": 2]], "c": 3])
    }

    @Test func `finds what was put in`() {
        let body: JSONValue = ["data": [["a": 1]], "to": [["email": "x"], ["email": "y"]]]
        #expect(body.value(at: BodyPath("data.0.a")) == 1)
        #expect(body.value(at: BodyPath("to[].email")) == ["x", "y"])
        #expect(body.value(at: BodyPath("to[]")) == [["email": "x"], ["email": "y"]])
        #expect(body.value(at: .wholeBody) == body)
        #expect(body.value(at: BodyPath("data.1.a")) == nil)
        #expect(body.value(at: BodyPath("data.a")) == nil)
        #expect(body.value(at: BodyPath("nothing")) == nil)
    }
}
