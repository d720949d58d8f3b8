import EmulatorCore
import Testing

@testable import EmulatorAPI

struct PatternTests {
    @Test(arguments: [
        ("^[a-zA-Z0-9_: -]*$", ["", "gmail", "a b:c_d-1"], ["a/b", "é", "a\n", "\u{0}"]),
        ("^$|^https?://", ["", "http://x", "https://"], ["ftp://x", " http://x", "x"]),
        ("^[a-zA-Z0-9_]{1,64}$", ["a", String(repeating: "x", count: 64)], ["", String(repeating: "x", count: 65)]),
        ("^(https://.*)?$", ["", "https://", "https://é"], ["http://", "https://a\n"]),
        ("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9])*$", ["a", "a-b", "ab.c", "a.b.c"], ["-a", "a-", "a."]),
        ("^[a-zA-Z0-9 ]*[a-zA-Z0-9][a-zA-Z0-9 ]*$", ["a", "  a  "], ["", "   "]),
        ("^[a-zA-Z][a-zA-Z0-9\\-_]+$", ["ab", "a-_"], ["a", "1a"]),
        ("^ses_[0-9]+$", ["ses_1"], ["ses_", "xses_1"]),
        ("b+", ["abbc", "b"], ["ac", ""]),
        ("[^a]", ["b", "é"], ["a", "aa", ""]),
        ("^a.c$", ["abc", "aéc"], ["ac", "a\nc"]),
        ("^\\d\\w\\s$", ["1_ ", "9a\t"], ["a_ "]),
        ("^(a|b|)c$", ["ac", "bc", "c"], ["abc"]),
        ("^(a*)*$", ["", "aaa"], ["b"]),
        ("^[]a]$", ["]", "a"], ["b"]),
        ("^x{2}$", ["xx"], ["x", "xxx"]),
        ("^x{2,}$", ["xx", "xxxx"], ["x"]),
    ])
    func `matches as RE2 does`(pattern: String, yes: [String], no: [String]) throws {
        let pattern = try Pattern(pattern)
        for text in yes { #expect(pattern.matches(text), "\(pattern.text) should match \(text)") }
        for text in no { #expect(!pattern.matches(text), "\(pattern.text) should not match \(text)") }
    }

    @Test(arguments: [
        "(", ")", "[", "[]", "a**", "a*?", "*", "(?i)a", "(?=a)", "\\1", "\\b", "[[:alpha:]]", "a{", "a{2,1}",
        "a{1001}",
        "é", "[b-a]", "\\", "a{x}", "]", "[a-\\d]",
    ])
    func `refuses syntax that it would get wrong`(pattern: String) {
        #expect(throws: EmulatorError.self) { try Pattern(pattern) }
    }

    @Test func `stays fast on text made to be slow`() throws {
        let pattern = try Pattern("^(a*)*(a|aa)+b$")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
