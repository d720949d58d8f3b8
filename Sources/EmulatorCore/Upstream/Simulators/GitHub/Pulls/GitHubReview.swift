/// A review of a pull request.
struct GitHubReview: SimulatorValue, Equatable {
    var id: Int
    /// Of the pull request.
    var number: Int
    var author: String
    var body: String
    var state: State
    var commit: String
    /// Nil while it is pending.
    var submittedAt: String?

    enum State: String, Codable {
        case pending = "PENDING"
        case commented = "COMMENTED"
        case approved = "APPROVED"
        case changesRequested = "CHANGES_REQUESTED"
        case dismissed = "DISMISSED"

        /// By what a reviewer says.
        init?(event: String) {
            switch event {
            case "APPROVE": self = .approved
            case "REQUEST_CHANGES": self = .changesRequested
            case "COMMENT": self = .commented
            default: return nil
            }
        }
    }

    var documentID: String { String(id) }
}

/// A comment on lines of a pull request's changes.
struct GitHubReviewComment: SimulatorValue, Equatable {
    var id: Int
    var number: Int
    /// The review's id.
    var review: Int
    var author: String
    var body: String
    var path: String
    var commit: String
    var place: GitHubPatch.Place
    /// The first of several lines.
    var startLine: Int?
    /// The comment that it answers.
    var inReplyTo: Int?
    var createdAt: String
    var updatedAt: String

    var documentID: String { String(id) }
}

extension GitHubPatch {
    /// A line of a patch.
    struct Place: Codable, Equatable {
        /// Counted from 1 below the first line that begins with `@@`.
        var position: Int
        var line: Int
        /// `LEFT` for the old file, `RIGHT` for the new one.
        var side: String
        /// The part of the patch up to the line.
        var hunk: String
    }

    func place(line: Int, side: String) -> Place? { places().last { $0.line == line && $0.side == side } }

    func place(at position: Int) -> Place? { places().first { $0.position == position } }

    /// Every line; one that both files have counts for the new file and, just before, for the old one.
    private func places() -> [Place] {
        var position = 0
        return hunks.enumerated().flatMap { index, hunk -> [Place] in
            if index > 0 { position += 1 }
            var (old, new) = (hunk.old.lowerBound, hunk.new.lowerBound)
            let lines = hunk.text.split(separator: "\n", omittingEmptySubsequences: false)
            var text = String(lines[0])
            return lines.dropFirst().flatMap { line -> [Place] in
                position += 1
                text += "\n" + line
                if line.hasPrefix("\\") { return [] }
                if !line.hasPrefix("+") { old += 1 }
                if !line.hasPrefix("-") { new += 1 }
                let left = Place(position: position, line: old, side: "LEFT", hunk: text)
                let right = Place(position: position, line: new, side: "RIGHT", hunk: text)
                return line.hasPrefix("+") ? [right] : line.hasPrefix("-") ? [left] : [left, right]
            }
        }
    }
}
