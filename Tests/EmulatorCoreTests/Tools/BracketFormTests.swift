import Testing

@testable import EmulatorCore

@Suite struct BracketFormTests {
    private static let nested: JSONValue = [
        "customer": "cus_1", "metadata": ["team": "blue"],
        "items": [["price": "p1", "quantity": "2"], ["price": "p2"]],
        "images": ["a", "b"],
    ]

    @Test func `names say where a value belongs`() {
        #expect(
            BracketForm.items(Self.nested).map { "\($0.name)=\($0.value)" } == [
                "customer=cus_1", "images[0]=a", "images[1]=b", "items[0][price]=p1", "items[0][quantity]=2",
                "items[1][price]=p2", "metadata[team]=blue",
            ])
    }

    @Test func `reads what it wrote`() {
        #expect(BracketForm.value(BracketForm.items(Self.nested)) == Self.nested)
    }

    @Test func `takes names without numbers and survives odd ones`() {
        #expect(BracketForm.value([.init("expand[]", "a"), .init("expand[]", "b")]) == ["expand": ["a", "b"]])
        #expect(BracketForm.value([.init("a[9]", "x")]) == ["a": ["9": "x"]])
        #expect(BracketForm.value([.init("a[0]", "x"), .init("a[77]", "y")]) == ["a": ["x", "y"]])
        #expect(BracketForm.value([.init("a[", "x")]) == ["a": ["x"]])
        #expect(BracketForm.value([]) == [:])
    }
}
