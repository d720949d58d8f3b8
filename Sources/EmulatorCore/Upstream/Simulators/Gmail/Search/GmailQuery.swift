/// What `q` asks for.
indirect enum GmailQuery: Equatable {
    case all([GmailQuery])
    case any([GmailQuery])
    case not(GmailQuery)
    case term(Term)

    struct Term: Equatable {
        /// In lower case; empty for words that may stand anywhere.
        var name: String
        var value: String
    }

    /// Reads a search as people type it. Nothing is a mistake: what makes no sense finds nothing, or is passed over.
    /// - Parameter name: the operator that plain words belong to.
    init(_ text: String, under name: String = "") {
        var parser = GmailQueryParser(text, name: name)
        self = parser.parse()
    }

    func matches(_ message: GmailSearchable) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(message) }
        case .any(let parts): parts.contains { $0.matches(message) }
        case .not(let part): !part.matches(message)
        case .term(let term): message.fits(term)
        }
    }

    /// Whether it looks into the trash or among spam, which searches otherwise do not.
    var asksForHidden: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.asksForHidden)
        case .not: false
        case .term(let term):
            ["in", "label", "is"].contains(term.name)
                && ["trash", "spam", "anywhere"].contains(term.value.lowercased())
        }
    }
}
