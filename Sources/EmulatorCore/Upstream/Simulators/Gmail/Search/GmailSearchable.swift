import struct Foundation.Date

/// What searches need to know besides the message.
struct GmailSearchContext {
    let identity: String
    let now: Date
    /// Ids of the user's labels by the names that searches use.
    let labels: [String: String]

    init(mailbox: GmailMailbox) throws {
        identity = mailbox.room.identity
        now = mailbox.room.now
        labels = Dictionary(try mailbox.labels().map { ($0.searchName, $0.id) }) { first, _ in first }
    }
}

/// A message as searches look at it.
struct GmailSearchable {
    private let message: GmailMessage
    private let context: GmailSearchContext

    init(_ message: GmailMessage, _ context: GmailSearchContext) {
        self.message = message
        self.context = context
    }

    func fits(_ term: GmailQuery.Term) -> Bool {
        switch term.name {
        case "": words(everything).contains(words: words(term.value))
        case "from": has(term.value, in: ["From"])
        case "to": has(term.value, in: ["To", "Cc", "Bcc"])
        case "cc": has(term.value, in: ["Cc"])
        case "bcc": has(term.value, in: ["Bcc"])
        case "deliveredto": has(term.value, in: ["Delivered-To"])
        case "list": has(term.value, in: ["List-ID"])
        case "subject": has(term.value, in: ["Subject"])
        case "rfc822msgid": message.header("Message-ID").trimmed(of: "<>") == term.value.trimmed(of: "<>")
        case "filename": fileNames.contains { words($0).contains(words: words(term.value)) }
        case "has": hasKind(term.value.lowercased())
        case "in", "is", "label": isIn(term.value.lowercased())
        case "category": message.has("CATEGORY_" + Self.categories(term.value.uppercased()))
        case "larger", "size": Self.bytes(term.value).map { message.size > $0 } ?? false
        case "smaller": Self.bytes(term.value).map { message.size < $0 } ?? false
        default: fitsTime(term)
        }
    }

    // MARK: Words

    private func has(_ value: String, in headers: [String]) -> Bool {
        let value = value.lowercased() == "me" && headers != ["Subject"] ? context.identity : value
        return headers.contains { words(message.header($0)).contains(words: words(value)) }
    }

    private var everything: String {
        let headers = ["Subject", "From", "To", "Cc", "Bcc"].map(message.header)
        return (headers + [GmailText.body(of: message.payload)] + fileNames).joined(separator: "\n")
    }

    private var fileNames: [String] {
        GmailPayload.leaves(message.payload).compactMap { $0["filename"]?.string }.filter { !$0.isEmpty }
    }

    private func words(_ text: String) -> GmailWords { GmailWords(text) }

    // MARK: Labels

    private func hasKind(_ kind: String) -> Bool {
        switch kind {
        case "attachment": !fileNames.isEmpty
        case "userlabels": !message.labelIDs.isSubset(of: GmailLabel.systemIDs)
        case "nouserlabels": message.labelIDs.isSubset(of: GmailLabel.systemIDs)
        case "yellow-star", "star": message.has("STARRED")
        default: false
        }
    }

    private func isIn(_ place: String) -> Bool {
        switch place {
        case "anywhere": true
        case "read": !message.has("UNREAD")
        case "starred", "star": message.has("STARRED")
        case "draft", "drafts": message.has("DRAFT")
        case "sent": message.has("SENT")
        case "archive": message.labelIDs.isDisjoint(with: ["INBOX", "TRASH", "SPAM", "DRAFT", "SENT"])
        default:
            message.has(place.uppercased())
                || context.labels[GmailLabel.searchName(place)].map { message.has($0) } ?? false
        }
    }

    private static func categories(_ name: String) -> String { name == "PRIMARY" ? "PERSONAL" : name }

    // MARK: Numbers and times

    private static func bytes(_ text: String) -> Int? {
        let units: [Character: Int] = ["k": 1_024, "m": 1_048_576, "b": 1]
        guard let unit = text.lowercased().last.flatMap({ units[$0] }) else { return Int(text) }
        return Double(text.dropLast()).flatMap { $0 < 1e9 ? Int($0 * Double(unit)) : nil }
    }

    private func fitsTime(_ term: GmailQuery.Term) -> Bool {
        let time = Double(message.date) / 1_000
        switch term.name {
        case "after", "newer": return GmailDateTerm.day(term.value).map { time >= $0 } ?? false
        case "before", "older": return GmailDateTerm.day(term.value).map { time < $0 } ?? false
        case "newer_than": return GmailDateTerm.ago(term.value, context.now).map { time >= $0 } ?? false
        case "older_than": return GmailDateTerm.ago(term.value, context.now).map { time < $0 } ?? false
        default: return false
        }
    }
}

extension String {
    fileprivate func trimmed(of characters: String) -> String {
        String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
    }
}
