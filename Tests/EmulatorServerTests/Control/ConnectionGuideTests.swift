import Testing

@testable import EmulatorServer

struct ConnectionGuideTests {
    private let variables = [(name: "A", value: #"it's "x" \ $y"#)]

    @Test(arguments: [
        (EnvironmentFormat.sh, #"export A='it'\''s "x" \ $y'"# + "\n"),
        (.fish, #"set -gx A 'it\'s "x" \\ $y'"# + "\n"),
        (.json, "{\n  \"A\" : \"it's \\\"x\\\" \\\\ $y\"\n}\n"),
    ])
    func `quotes values for the shell that reads them`(format: EnvironmentFormat, expected: String) {
        #expect(format.render(variables) == expected)
    }

    @Test func `keeps the proxy exceptions that were there`() {
        #expect(ConnectionGuide.noProxy(extending: nil) == "localhost,127.0.0.1,::1")
        #expect(ConnectionGuide.noProxy(extending: "corp.test, localhost") == "corp.test,localhost,127.0.0.1,::1")
    }
}
