/// Finds the name that somebody probably meant.
enum NearestName {
    /// Nil when nothing is near enough to be worth a question.
    static func to(_ word: String, in names: [String]) -> String? {
        let word = word.prefix(100).lowercased()
        let distances = names.map { ($0, distance(Array(word), Array($0.lowercased()))) }
        guard let nearest = distances.min(by: { $0.1 < $1.1 }) else { return nil }
        return nearest.1 <= max(1, word.count / 3) ? nearest.0 : nil
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (i, a) in left.enumerated() {
            var row = [i + 1]
            for (j, b) in right.enumerated() {
                var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a == b ? 0 : 1))
                if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
