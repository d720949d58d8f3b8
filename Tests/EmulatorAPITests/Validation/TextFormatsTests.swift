import Testing

@testable import EmulatorAPI

struct TextFormatsTests {
    @Test(arguments: ["a@b", "first.last+tag@mail.example.com", "x!#$%&'*+/=?^_`{|}~-@h-1.example"])
    func `takes an email address`(text: String) {
        #expect(TextFormats.isEmail(Array(text.utf8)[...]))
    }

    @Test(arguments: ["", "a", "@b", "a@", "a@-b", "a@b-", "a@b..c", "a b@c", "é@b", "a@é", "a@b@c", "Name <a@b>"])
    func `refuses what is not an email address`(text: String) {
        #expect(!TextFormats.isEmail(Array(text.utf8)[...]))
    }

    @Test(arguments: ["https://example.com/a?b=c#d", "mailto:a@b", "urn:x:y", "x:", "http://[::1]:8080/%7Ea"])
    func `takes a URI`(text: String) {
        #expect(TextFormats.isURI(Array(text.utf8)[...]))
    }

    @Test(arguments: [
        "", "example.com", "/path", "1a:b", ":x", "http://a b", "http://a/%zz", "http://a/%4", "http://é",
    ])
    func `refuses what is not a URI`(text: String) {
        #expect(!TextFormats.isURI(Array(text.utf8)[...]))
    }
}
