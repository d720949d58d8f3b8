import Yams

/// Where something stands in a file, both counted from 1; columns count Unicode scalars.
struct YAMLPosition: Comparable {
    var line = 1
    var column = 1

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The file's beginning when there is no mark.
    init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    static func < (left: YAMLPosition, right: YAMLPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Everything that is wrong with one file, so that its author sees all of it at once.
///
/// A class, because every value of a document reports into the same list.
final class YAMLMistakes {
    let fileName: String
    /// The line of the file that the document calls its first.
    private let firstLine: Int
    private var found: [(position: YAMLPosition, text: String)] = []

    /// How many are listed in the error; the rest is counted.
    static let listed = 25

    init(fileName: String, firstLine: Int = 1) {
        self.fileName = fileName
        self.firstLine = firstLine
    }

    var isEmpty: Bool { found.isEmpty }

    /// Keys and words of the file come back in the text, so it is cut and freed of control characters.
    func add(_ text: String, at position: YAMLPosition = YAMLPosition(nil)) {
        let printable = text.unicodeScalars.prefix(2_000).map { $0.isControl ? "?" : Character($0) }
        found.append((position, String(printable)))
    }

    /// One line for each mistake, `file:line:column: text`, in the order of the file.
    var error: EmulatorError {
        let sorted = found.enumerated().sorted {
            ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
        }
        var lines = sorted.prefix(Self.listed).map { _, mistake in
            "\(fileName):\(mistake.position.line + firstLine - 1):\(mistake.position.column): \(mistake.text)"
        }
        if found.count > Self.listed {
            lines.append("\(fileName): and \(found.count - Self.listed) more")
        }
        return EmulatorError(.invalidArgument, lines.joined(separator: "\n"))
    }
}
