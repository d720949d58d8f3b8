/// The difference between two files, as patches write it.
struct GitHubPatch {
    private(set) var additions = 0
    private(set) var deletions = 0
    /// Hunks; nil for what is no text, and when nothing changed.
    private(set) var text: String?
    private(set) var hunks: [Hunk] = []

    /// A few changes that stand close together, with the lines around them.
    struct Hunk {
        /// Lines from 0.
        var old: Range<Int>
        var new: Range<Int>
        var text: String
    }

    private static let context = 3

    init(from old: [UInt8], to new: [UInt8]) {
        guard let before = GitHubLines(old), let after = GitHubLines(new) else { return }
        let edits = before.edits(to: after)
        additions = edits.reduce(0) { $0 + $1.new.count }
        deletions = edits.reduce(0) { $0 + $1.old.count }
        hunks = Self.grouped(edits).map { Self.hunk($0, before.lines, after.lines) }
        if !hunks.isEmpty { text = hunks.map(\.text).joined(separator: "\n") }
    }

    private static func grouped(_ edits: [GitHubLines.Edit]) -> [[GitHubLines.Edit]] {
        edits.reduce(into: []) { groups, edit in
            if let last = groups.last?.last, edit.old.lowerBound - last.old.upperBound <= 2 * context {
                groups[groups.count - 1].append(edit)
            } else {
                groups.append([edit])
            }
        }
    }

    private static func hunk(_ edits: [GitHubLines.Edit], _ old: [Substring], _ new: [Substring]) -> Hunk {
        let (first, last) = (edits[0], edits[edits.count - 1])
        let before = min(context, first.old.lowerBound)
        let after = min(context, old.count - last.old.upperBound)
        let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
        let newRange = first.new.lowerBound - before..<last.new.upperBound + after
        var lines: [String] = []
        var row = oldRange.lowerBound
        for edit in edits {
            lines += old[row..<edit.old.lowerBound].map { line(" ", $0) }
            lines += old[edit.old].map { line("-", $0) } + new[edit.new].map { line("+", $0) }
            row = edit.old.upperBound
        }
        lines += old[row..<oldRange.upperBound].map { line(" ", $0) }
        let head = "@@ -\(place(of: oldRange)) +\(place(of: newRange)) @@"
        return Hunk(old: oldRange, new: newRange, text: ([head] + lines).joined(separator: "\n"))
    }

    private static func line(_ sign: String, _ line: Substring) -> String {
        line.utf8.last == 10 ? sign + line.dropLastLineFeed : sign + line + "\n\\ No newline at end of file"
    }

    /// Lines count from 1; of none the line before is named.
    private static func place(of range: Range<Int>) -> String {
        let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
        return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
    }
}

extension Substring {
    fileprivate var dropLastLineFeed: Substring { self[..<utf8.index(before: utf8.endIndex)] }
}
