import Testing

@testable import EmulatorCore

struct AssertionMistakesTests {
    @Test(arguments: [
        ("{}", "\"assertions\" is missing"), ("{assertions: {}}", "must be a list"),
        ("{assertions: [{}]}", "must have exactly one of called"),
        ("{assertions: [{called: {tool: a}, never: {tool: b}}]}", "must have exactly one of called"),
        ("{assertions: [{called: {tol: a}}]}", "did you mean \"tool\"?"),
        ("{assertions: [{called: {tool: a}, times: {}}]}", "say exactly, at_least or at_most"),
        ("{assertions: [{called: {tool: a}, times: -1}]}", "a whole number from 0"),
        ("{assertions: [{called: {tool: a}, times: {exactly: 1, at_most: 2}}]}", "give exactly, or"),
        ("{assertions: [{called: {tool: a}, times: {at_least: 3, at_most: 2}}]}", "at_most is less"),
        ("{assertions: [{never: {tool: a}, times: 1}]}", "goes with \"called\" only"),
        ("{assertions: [{order: [{tool: a}]}]}", "at least two"),
        ("{assertions: [{no_writes: false}]}", "must be true"),
        ("{assertions: [{called: {code: NOPE}}]}", "is not known here"),
        ("{assertions: [{called: {door: window}}]}", "is not known here"),
        ("{assertions: [{called: {parameters: {a: {$like: b}}}}]}", "is no pattern of its own"),
        ("{assertions: [{only_scoped_tools: {providers: [GMAIL]}}]}", "\"identifier\" is missing"),
    ])
    func `a mistake is told with its place`(text: String, words: String) throws {
        let error = try #require(throws: EmulatorError.self) {
            try Assertion.parse(Array(text.utf8), fileName: "body.json")
        }
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains(words) && error.message.contains("body.json:1:"), "\(error.message)")
    }
}
