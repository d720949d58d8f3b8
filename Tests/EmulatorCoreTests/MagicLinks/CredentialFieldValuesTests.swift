import Testing

@testable import EmulatorCore

@Suite struct CredentialFieldValuesTests {
    private let region = CredentialField(
        name: "region", label: "Region", inputType: .select, hint: "", required: true,
        options: [.init(value: "eu", displayName: "Europe")])

    private func violations(_ fields: [CredentialField], _ given: [String: String]) -> [String: String] {
        do {
            _ = try CredentialField.values(of: fields, from: given, areRequired: true)
            return [:]
        } catch {
            let violations = (error as? EmulatorError)?.violations ?? []
            return Dictionary(violations.map { ($0.field, $0.constraint) }) { first, _ in first }
        }
    }

    @Test func `every field that will not do is named`() {
        let fields = [CredentialField.make("user"), .make("key", .password), .make("note", required: false), region]
        #expect(
            violations(fields, ["user": "  ", "key": "a\nb", "region": "moon"])
                == ["user": "required", "key": "string.one_line", "region": "string.in"])
        #expect(violations(fields, ["user": "u", "key": "k", "region": "eu"]).isEmpty)
    }

    @Test func `private keys have lines, nothing has NUL or no end`() {
        #expect(violations([.make("pem", .textarea)], ["pem": "-----BEGIN\nx"]).isEmpty)
        #expect(violations([.make("pem", .textarea)], ["pem": "a\0"]) == ["pem": "string.no_nul"])
        let long = String(repeating: "x", count: CredentialField.longestValue + 1)
        #expect(violations([.make("key")], ["key": long]) == ["key": "string.max_bytes"])
    }

    @Test func `what no field asks for is dropped, and nothing is trimmed`() throws {
        let values = try CredentialField.values(
            of: [.make("key")], from: ["key": " k ", "other": "x"], areRequired: true)
        #expect(values == ["key": " k "])
    }
}
