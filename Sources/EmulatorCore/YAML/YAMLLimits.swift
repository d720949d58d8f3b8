import Yams

/// What a document may cost after its aliases are followed.
enum YAMLLimits {
    /// How deep lists and mappings may nest.
    static let depth = 64

    /// False, with a mistake, for a document that nests too deep or whose aliases make it larger than it is.
    static func allow(_ root: YAMLValue, byteCount: Int) -> Bool {
        // Written out, every value takes a byte or more; only aliases can make more values than bytes.
        var left = max(byteCount, 10_000)
        return visit(root.node, depth: 0, left: &left, mistakes: root.mistakes)
    }

    private static func visit(_ node: Node, depth: Int, left: inout Int, mistakes: YAMLMistakes) -> Bool {
        left -= 1
        guard left >= 0 else {
            mistakes.add("its aliases make this document larger than the file: write them out")
            return false
        }
        guard depth <= Self.depth else {
            mistakes.add("nested deeper than \(Self.depth) levels", at: YAMLPosition(node.mark))
            return false
        }
        switch node {
        case .scalar, .alias:
            return true
        case .sequence(let items):
            return items.allSatisfy { visit($0, depth: depth + 1, left: &left, mistakes: mistakes) }
        case .mapping(let pairs):
            return pairs.allSatisfy { key, value in
                visit(key, depth: depth + 1, left: &left, mistakes: mistakes)
                    && visit(value, depth: depth + 1, left: &left, mistakes: mistakes)
            }
        }
    }
}
