import Testing

@testable import EmulatorCore

@Suite struct NearestNameTests {
    private let names = ["identifier", "connection", "status", "organization_id"]

    @Test(arguments: [
        ("identifer", "identifier"), ("STATUS", "status"), ("conection", "connection"), ("stauts", "status"),
        ("organisation_id", "organization_id"),
    ])
    func `finds the name that was meant`(word: String, name: String) {
        #expect(NearestName.to(word, in: names) == name)
    }

    @Test(arguments: ["", "id", "password", "something_else_altogether"])
    func `asks no silly questions`(word: String) {
        #expect(NearestName.to(word, in: names) == nil)
    }

    @Test func `counts a swap of neighbours as one step`() {
        #expect(NearestName.distance(Array("ab"), Array("ba")) == 1)
        #expect(NearestName.distance(Array(""), Array("abc")) == 3)
        #expect(NearestName.distance(Array("kitten"), Array("sitting")) == 3)
    }
}
