import EmbeddedFixtures

/// Files that were compiled into the binary, so that one file can be shipped. `scripts/generate-embeds`
/// decides which; names look like `catalogue/gmail.yaml`, `seeds/demo.yaml`, `contract.binpb`,
/// `vendor-operations.txt` and `pages/consent.mustache`.
package enum EmbeddedFile {
    /// A copy of the file's bytes; nil when there is no such file.
    package static func bytes(_ name: String) -> [UInt8]? {
        table.first { matches($0, name) }.map { [UInt8](contents(of: $0)) }
    }

    /// The file as UTF-8; nil when there is no such file.
    package static func text(_ name: String) -> String? {
        table.first { matches($0, name) }.map { String(decoding: contents(of: $0), as: UTF8.self) }
    }

    /// The names that begin with `prefix`, sorted.
    package static func names(prefix: String = "") -> [String] {
        table.map { String(cString: $0.name) }.filter { $0.hasPrefix(prefix) }
    }

    private static var table: UnsafeBufferPointer<embedded_file> {
        UnsafeBufferPointer(start: embedded_files(), count: embedded_file_count())
    }

    private static func contents(of file: embedded_file) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: file.bytes, count: file.count)
    }

    private static func matches(_ file: embedded_file, _ name: String) -> Bool {
        String(cString: file.name) == name
    }
}
