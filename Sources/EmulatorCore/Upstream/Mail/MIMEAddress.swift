/// `Maya Chen <maya@example.com>`.
struct MIMEAddress: Equatable, Sendable {
    var name: String
    /// As it was written.
    var address: String

    /// Nil for a text without an address in it.
    init?(_ text: some StringProtocol) {
        let text = text.trimmed
        if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            address = text[text.index(after: open)..<close].trimmed
            name = MIMEWord.decoded(text[..<open].trimmed.unquoted)
        } else {
            address = text.replacing(/\s*\(.*\)\s*/, with: "")
            name = ""
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.contains(where: \.isWhitespace) else {
            return nil
        }
    }

    /// Each entry of a list, commas inside quotes apart.
    static func entries(_ text: String) -> [String] {
        var entries = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "," || character == ";" {
                entries.append("")
            } else {
                entries[entries.count - 1].append(character)
            }
        }
        return entries.map(\.trimmed).filter { !$0.isEmpty }
    }

    static func list(_ text: String) -> [MIMEAddress] { entries(text).compactMap { MIMEAddress($0) } }

    /// In lower case, without what stands between `+` and `@`: the mailbox that it leads to.
    var mailbox: String {
        let parts = address.lowercased().split(separator: "@")
        return (parts[0].split(separator: "+").first.map(String.init) ?? "") + "@" + parts[1]
    }

    var text: String {
        guard !name.isEmpty else { return address }
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || " -'_".contains($0) }
        return isPlain ? "\(name) <\(address)>" : "\"\(name.replacing("\"", with: ""))\" <\(address)>"
    }
}

extension String {
    fileprivate var unquoted: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"")
            ? String(dropFirst().dropLast()).replacing("\\\"", with: "\"") : self
    }
}
