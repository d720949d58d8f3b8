/// A text as lines, each with its line feed, and how to get from one to another.
struct GitHubLines {
    let lines: [Substring]

    /// Nil for what is no text.
    init?(_ bytes: [UInt8]) {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines: [Substring] = []
        var start = text.utf8.startIndex
        while let end = text.utf8[start...].firstIndex(of: 10) {
            let next = text.utf8.index(after: end)
            lines.append(text[start..<next])
            start = next
        }
        if start < text.endIndex { lines.append(text[start...]) }
        self.lines = lines
    }

    /// Lines of the old text, and what stands in their place in the new one.
    struct Edit: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Beyond this many differing lines the search would take too long; the middle is then one edit.
    private static let mostLines = 4_000

    /// In order; between two of them there are lines that both have.
    func edits(to other: GitHubLines) -> [Edit] {
        let (old, new) = (lines, other.lines)
        let shorter = min(old.count, new.count)
        let start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
        let end = (0..<shorter - start).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] } ?? shorter - start
        let (oldMiddle, newMiddle) = (old[start..<old.count - end], new[start..<new.count - end])
        guard oldMiddle.count + newMiddle.count <= Self.mostLines else {
            return [Edit(old: oldMiddle.indices, new: newMiddle.indices)]
        }
        return Self.edits(Array(oldMiddle), Array(newMiddle)).map { edit in
            Edit(
                old: edit.old.lowerBound + start..<edit.old.upperBound + start,
                new: edit.new.lowerBound + start..<edit.new.upperBound + start)
        }
    }

    private static func edits(_ old: [Substring], _ new: [Substring]) -> [Edit] {
        let difference = new.difference(from: old)
        let removed = Set(difference.removals.map(\.place))
        let inserted = Set(difference.insertions.map(\.place))
        var edits: [Edit] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            let (oldStart, newStart) = (left, right)
            while removed.contains(left) { left += 1 }
            while inserted.contains(right) { right += 1 }
            if left > oldStart || right > newStart {
                edits.append(Edit(old: oldStart..<left, new: newStart..<right))
            } else {
                (left, right) = (left + 1, right + 1)
            }
        }
        return edits
    }
}

extension CollectionDifference.Change {
    fileprivate var place: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
