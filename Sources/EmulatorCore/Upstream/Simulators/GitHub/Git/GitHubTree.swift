/// A directory.
struct GitHubTree: SimulatorValue, Equatable {
    var entries: [Entry]
    var sha: String

    struct Entry: Codable, Equatable {
        var name: String
        /// `100644` a file, `100755` a program, `120000` a link, `040000` a directory, `160000` a submodule.
        var mode: String
        var sha: String

        var isDirectory: Bool { mode == Self.directory }
        var kind: String { isDirectory ? "tree" : mode == "160000" ? "commit" : "blob" }

        static let file = "100644"
        static let directory = "040000"
    }

    var documentID: String { sha }

    init(_ entries: [Entry]) {
        // Git compares a directory's name as if it ended in a slash.
        self.entries = entries.sorted { left, right in
            (left.name + (left.isDirectory ? "/" : "")).utf8.lexicographicallyPrecedes(
                (right.name + (right.isDirectory ? "/" : "")).utf8)
        }
        sha = GitHubObjectName.of("tree", Self.content(self.entries))
    }

    private static func content(_ entries: [Entry]) -> [UInt8] {
        entries.flatMap { entry in
            Array("\(entry.mode.drop { $0 == "0" }) \(entry.name)\0".utf8) + GitHubObjectName.bytes(entry.sha)
        }
    }
}
