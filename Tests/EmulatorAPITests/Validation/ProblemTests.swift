import Testing

@testable import EmulatorAPI

/// Rules that the served contract does not use yet, or not in every form.
struct ProblemTests {
    private func ids(_ rules: StringRules, _ text: String) -> [String] {
        rules.problems(Array(text.utf8)[...]).map(\.constraint)
    }

    @Test func `limits a string in bytes`() {
        #expect(ids(StringRules(maxBytes: 3), "éé") == ["string.max_bytes"])
        #expect(ids(StringRules(maxBytes: 4), "éé") == [])
    }

    @Test func `checks formats`() {
        #expect(ids(StringRules(format: .email), "nobody") == ["string.email"])
        #expect(ids(StringRules(format: .uri), "nowhere") == ["string.uri"])
        #expect(ids(StringRules(format: .email), "a@b.c") == [])
    }

    @Test(arguments: [
        (
            IntegerRules(typeName: "int32", lower: .init(value: 0, isInclusive: false)), Int128(0), "int32.gt",
            "greater than 0"
        ),
        (
            IntegerRules(typeName: "int32", lower: .init(value: -5, isInclusive: true)), -6, "int32.gte",
            "greater than or equal to -5"
        ),
        (
            IntegerRules(typeName: "uint64", upper: .init(value: 9, isInclusive: true)), Int128(UInt64.max),
            "uint64.lte",
            "less than or equal to 9"
        ),
        (IntegerRules(typeName: "uint32", upper: .init(value: 9, isInclusive: false)), 9, "uint32.lt", "less than 9"),
    ])
    func `bounds a number`(rules: IntegerRules, number: Int128, id: String, text: String) {
        #expect(rules.problems(number) == [Problem(constraint: id, text: "value must be \(text)")])
        #expect(rules.problems(1).isEmpty)
    }

    @Test func `forbids enum values`() {
        let type = EnumType(fullName: "E", values: [.init(name: "A", number: 0), .init(name: "B", number: 5)])
        let rules = EnumRules(definedOnly: true, forbidden: [0])
        #expect(rules.problems(0, of: .enumeration(type)).map(\.constraint) == ["enum.not_in"])
        #expect(rules.problems(3, of: .enumeration(type)).map(\.constraint) == ["enum.defined_only"])
        #expect(rules.problems(-1, of: .enumeration(type)).map(\.constraint) == ["enum.defined_only"])
        #expect(rules.problems(5, of: .enumeration(type)).isEmpty)
    }

    @Test func `wants unique items`() {
        #expect(ListRules(unique: true).problems(count: 3, distinct: 2).map(\.constraint) == ["repeated.unique"])
        #expect(ListRules(unique: true).problems(count: 3, distinct: 3).isEmpty)
    }

    @Test func `wants map entries`() {
        #expect(MapRules(minPairs: 1).problems(count: 0).map(\.constraint) == ["map.min_pairs"])
    }

    @Test(arguments: [
        (Int128(0), "0s"), (1_500_000_000, "1.5s"), (-500_000_000, "-0.5s"), (-1_250_000_000, "-1.25s"),
        (1_000_000_001, "1.000000001s"),
    ])
    func `writes durations`(nanoseconds: Int128, text: String) {
        #expect(RuleValue.seconds(nanoseconds) == text)
    }
}
