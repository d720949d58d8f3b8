/// A header with parameters: `multipart/mixed; boundary="x"`, `attachment; filename*=UTF-8''a%20b.pdf` (RFC 2231).
struct MIMEParameters: Sendable {
    /// In lower case.
    let value: String
    private let parameters: [String: String]

    init(_ text: String) {
        var entries = Self.entries(text)
        value = entries.isEmpty ? "" : entries.removeFirst().lowercased()
        var pieces: [String: [(number: Int, text: String)]] = [:]
        for entry in entries {
            guard let equals = entry.firstIndex(of: "=") else { continue }
            let key = entry[..<equals].trimmed.lowercased()
            let raw = entry[entry.index(after: equals)...].trimmed
            let isExtended = key.hasSuffix("*")
            let names = key.split(separator: "*")
            guard let name = names.first else { continue }
            let text = isExtended ? Self.extended(raw) : MIMEWord.decoded(raw)
            pieces[String(name), default: []].append((names.count > 1 ? Int(names[1]) ?? 0 : 0, text))
        }
        parameters = pieces.mapValues { $0.sorted { $0.number < $1.number }.map(\.text).joined() }
    }

    subscript(name: String) -> String? { parameters[name] }

    /// What stands between semicolons, quotes taken off.
    private static func entries(_ text: String) -> [String] {
        var entries = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                entries[entries.count - 1].append(character)
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == ";" {
                entries.append("")
            } else {
                entries[entries.count - 1].append(character)
            }
        }
        return entries.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// `charset'language'percent-encoded`; the pieces after the first have no charset.
    private static func extended(_ text: String) -> String {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        let encoded = parts.count == 3 ? parts[2] : text[...]
        let bytes = MIMEEncoding.quotedPrintable(encoded.replacing("%", with: "=").utf8)
        return MIMEEncoding.text(bytes, charset: parts.count == 3 ? String(parts[0]) : "utf-8")
    }
}
