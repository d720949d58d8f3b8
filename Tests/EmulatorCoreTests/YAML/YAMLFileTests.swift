import Testing

@testable import EmulatorCore

/// A small document, read as strictly as the real ones.
private struct Pet: Equatable {
    enum Key: String, YAMLKeys { case name, age, kind, tame, tags, extra }

    var name: String
    var kind: String

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let name = map.required(.name)?.text(TextRule(1...10, only: "letters") { $0.properties.isAlphabetic })
        let kind = map[.kind]?.choice(of: [("CAT", "cat"), ("DOG", "dog")], insteadOf: ["WOLF": "DOG"])
        _ = map[.age]?.duration()
        _ = map[.tame]?.bool()
        _ = map[.tags]?.texts()
        _ = map[.extra]?.jsonObject()
        guard let name else { return nil }
        self.name = name
        self.kind = kind ?? "cat"
    }
}

private func mistakes(in text: String, fileName: String = "pet.yaml") -> String {
    do {
        _ = try YAMLFile(name: fileName, bytes: Array(text.utf8)).read { Pet($0) }
        return ""
    } catch {
        #expect(error.code == .invalidArgument)
        return error.message
    }
}

@Suite struct YAMLFileTests {
    @Test func `reads a document`() throws {
        let text = "name: Tom\nkind: DOG\nage: 2d\ntame: true\ntags: [a, 'b']\nextra: {n: 1}\n"
        let pet = try YAMLFile(name: "pet.yaml", bytes: Array(text.utf8)).read { Pet($0) }
        #expect(pet.name == "Tom")
        #expect(pet.kind == "dog")
    }

    @Test func `reads JSON with its escapes`() throws {
        let text = #"{"name": "Zo\u00eb", "extra": {"smile": "\ud83d\ude00", "path": "a\/b"}}"#
        let extra = try YAMLFile(name: "pet.json", bytes: Array(text.utf8)).read { yaml in
            yaml.mapping(of: Pet.Key.self)?[.extra]?.jsonObject()
        }
        #expect(extra == ["smile": "😀", "path": "a/b"])
    }

    @Test func `lists every mistake with its place, in the order of the file`() {
        let text = """
            nmae: Tom
            kind: CATT
            tame: yes
            tags:
              - fine
              - 12
            """
        #expect(
            mistakes(in: text) == """
                pet.yaml:1:1: "nmae" is not known here, did you mean "name"? Allowed: name, age, kind, tame, tags, extra
                pet.yaml:1:1: "name" is missing
                pet.yaml:2:7: kind: "CATT" is not known here, did you mean "CAT"? Allowed: CAT, DOG
                pet.yaml:3:7: tame: must be true or false, not a text
                pet.yaml:6:5: tags[1]: must be a text, not a number: put it in quotes
                """)
    }

    @Test(arguments: [
        ("name: Tom\nname: Jerry\n", "pet.yaml:1:1: given more than once in the same place: \"name\""),
        ("name: Tom\n  kind: CAT", "pet.yaml:2:7: mapping values are not allowed in this context"),
        ("name: Tom\n---\nname: Jerry", "pet.yaml:2:1: but found another document"),
        ("name: *tom", "pet.yaml:1:7: found undefined alias"),
        ("name: \"a\u{1}b\"", "pet.yaml:1:9: control characters are not allowed"),
        ("name: \"a\\0b\"", "pet.yaml:1:7: name: has a character that is not allowed: only letters"),
        ("name: ''", "pet.yaml:1:7: name: must not be empty"),
        ("name: Tomtomtomtom", "pet.yaml:1:7: name: is 12 characters long; at most 10 are allowed"),
        ("name: Tom\ntags:\n", "pet.yaml:2:6: tags: has no value: give a list, or remove the key"),
        (
            "name: Tom\nkind: WOLF",
            "pet.yaml:2:7: kind: \"WOLF\" is not known here, did you mean \"DOG\"? Allowed: CAT, DOG"
        ),
        (
            "name: Tom\nage: 5",
            "pet.yaml:2:6: age: must be a duration with units, for example 90s, 10m, 1h30m or 2d, not a number"
        ),
        ("name: !hidden Tom", "pet.yaml:1:7: name: must be a text, not a value with the tag !hidden"),
        ("name: Tom\n<<: {age: 1d}", "pet.yaml:2:1: merge keys are not supported: write the keys out"),
        ("name: Tom\n? [a, b]\n: 1", "pet.yaml:2:3: keys must be words, not lists or mappings"),
        ("- name: Tom", "pet.yaml:1:1: must be a mapping, not a list"),
        ("", "pet.yaml:1:1: has no value: give a mapping, or remove the key"),
    ])
    func `says what is wrong`(text: String, message: String) {
        #expect(mistakes(in: text) == message)
    }

    @Test func `refuses what is not UTF-8`() {
        #expect(throws: EmulatorError(.invalidArgument, "pet.yaml:1:1: the file is not UTF-8 text")) {
            try YAMLFile(name: "pet.yaml", bytes: [0xFF, 0xFE, 0x6E]).read { Pet($0) }
        }
    }

    @Test func `reads past a byte order mark`() {
        #expect(mistakes(in: "\u{FEFF}name: Tom") == "")
    }

    @Test func `refuses a file that is too large`() {
        let text = "name: Tom\n#" + String(repeating: "x", count: YAMLFile.maximumSize)
        #expect(mistakes(in: text) == "pet.yaml:1:1: the file is larger than 16 MiB")
    }

    @Test func `refuses what nests too deep`() {
        let text =
            "name: Tom\nextra: {a: " + String(repeating: "[", count: 80) + String(repeating: "]", count: 80) + "}"
        #expect(mistakes(in: text) == "pet.yaml:2:75: nested deeper than 64 levels")
        let deeper = "extra: " + String(repeating: "[", count: 50_000)
        #expect(mistakes(in: deeper).hasPrefix("pet.yaml:1:"))
    }

    @Test func `follows aliases, but not those that multiply without end`() {
        #expect(mistakes(in: "name: &n Tom\nextra: {same: *n}") == "")
        let bomb = (1...9).map { level in
            "  l\(level): &l\(level) [" + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ") + "]"
        }
        let text = "name: Tom\nextra:\n  l0: &l0 [x]\n" + bomb.joined(separator: "\n")
        #expect(mistakes(in: text).contains("aliases make this document larger than the file"))
    }

    @Test func `counts the mistakes that it does not list`() {
        let text = "name: Tom\n" + (1...40).map { "key\($0): 1" }.joined(separator: "\n")
        let lines = mistakes(in: text).split(separator: "\n")
        #expect(lines.count == 26)
        #expect(lines.last == "pet.yaml: and 15 more")
    }

    @Test func `shows no control characters of the file`() {
        let message = mistakes(in: "name: Tom\nkind: \"\\e[31m\\nCAT\"")
        #expect(message.hasPrefix("pet.yaml:2:7: kind: \"?[31m?CAT\" is not known here"))
        #expect(mistakes(in: "name: Tom\n" + String(repeating: "x", count: 900) + ": 1").utf8.count < 2_100)
    }

    @Test func `says when there is no such file`() {
        #expect(throws: EmulatorError(.invalidArgument, "cannot read /nowhere/pet.yaml: there is no such file")) {
            try YAMLFile(path: "/nowhere/pet.yaml")
        }
        #expect(throws: EmulatorError.self) { try YAMLFile(path: "/") }
    }
}
