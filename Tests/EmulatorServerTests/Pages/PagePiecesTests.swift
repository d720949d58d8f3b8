import EmulatorCore
import Testing

@testable import EmulatorServer

@Suite struct PagePiecesTests {
    @Test func `a form's token is good for its own subject only`() {
        let secret = FormSecret()
        let token = secret.token(for: "a")
        #expect(secret.isValid(token, for: "a"))
        #expect(!secret.isValid(token, for: "b"))
        #expect(!FormSecret().isValid(token, for: "a"))
        #expect(!secret.isValid(nil, for: "a"))
    }

    @Test(arguments: [
        ("https://app.example/verify?x=1", "https://app.example"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("https://user:pass@app.example:8443/x", "https://app.example:8443"),
        ("https://[::1]:8443/x", "https://[::1]:8443"),
    ])
    func `a verification URL allows its origin, and nothing else of it`(url: String, origin: String) {
        #expect(Origins.origin(ofURL: url) == origin)
    }

    @Test(arguments: [
        "https://a.example;script-src *", "https://a b", "no url", "https://", "https://a.example'*",
        "https://[::1];script-src *",
    ])
    func `an odd URL allows nothing`(url: String) {
        #expect(Origins.origin(ofURL: url) == nil)
    }

    @Test func `a provider's tile is the same in every run`() {
        #expect(ProviderMark(name: "Google Calendar", slug: "googlecalendar").values["initials"] as? String == "GC")
        #expect(ProviderMark(name: "Gmail", slug: "gmail").values["initials"] as? String == "G")
        #expect(ProviderMark(name: "Gmail", slug: "gmail").values["colour"] as? Int == 11)
    }

    @Test func `mistakes are listed from top to bottom, and the cursor starts at the first`() {
        let error = EmulatorError(
            .invalidArgument, "no",
            violations: ["scopes", "domain"].map {
                .init(field: $0, description: "value is required", constraint: "required")
            })
        let problems = FormProblems(
            error, inputs: [("domain", "Domain", "field-domain"), ("name", "Name", "n"), ("scopes", "Scopes", "s")])
        #expect(problems.focus == "field-domain")
        let listed = problems.values["problems"] as? [[String: Any]]
        #expect(listed?.map { $0["label"] as? String } == ["Domain", "Scopes"])
        #expect(problems.values["text"] as? String == "2 things need another look")
    }

    @Test func `a mistake that belongs to no input is said in full`() {
        let problems = FormProblems(
            .invalid("decision", "must be approve or deny", constraint: "string.in"), inputs: [])
        #expect(problems.focus == nil)
        #expect(problems.values["text"] as? String == "decision: must be approve or deny")
        #expect(problems.values["hasProblems"] as? Bool == false)
    }
}
