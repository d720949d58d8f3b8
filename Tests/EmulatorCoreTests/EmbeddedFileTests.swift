import EmulatorCore
import Foundation
import Testing

@Suite struct EmbeddedFileTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    @Test(arguments: [
        ("seeds/demo.yaml", "fixtures/seeds/demo.yaml"),
        ("seeds/seed.schema.json", "fixtures/seeds/seed.schema.json"),
        ("contract.binpb", "Sources/ScalekitProtos/Generated/contract.binpb"),
        ("vendor-operations.txt", "Sources/ScalekitProtos/Generated/vendor-operations.txt"),
    ])
    func `holds the bytes of the file`(name: String, path: String) throws {
        let bytes = try #require(EmbeddedFile.bytes(name))
        #expect(try Data(contentsOf: root.appending(path: path)) == Data(bytes))
    }

    @Test func `holds every provider of the catalogue`() throws {
        let folder = root.appending(path: "fixtures/catalogue").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(EmbeddedFile.names(prefix: "catalogue/") == files.sorted().map { "catalogue/\($0)" })
    }

    @Test func `knows no other names`() {
        #expect(EmbeddedFile.bytes("seeds/demo") == nil)
        #expect(EmbeddedFile.text("") == nil)
        #expect(EmbeddedFile.names(prefix: "nothing/").isEmpty)
    }

    @Test func `reads text as UTF-8`() {
        #expect(EmbeddedFile.text("seeds/demo.yaml")?.contains("(gmail, slack, …)") == true)
    }
}
