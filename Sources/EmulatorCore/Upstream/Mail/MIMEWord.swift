import struct Foundation.Data

/// Words that are not ASCII in a header (RFC 2047): `=?UTF-8?B?…?=`.
enum MIMEWord {
    /// The text with every encoded word in it decoded. Space between two of them is not part of the text.
    static func decoded(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        var result = ""
        var rest = text[...]
        var endsInWord = false
        while let match = rest.firstMatch(of: /=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=/) {
            let before = rest[..<match.range.lowerBound]
            if !(endsInWord && before.allSatisfy(\.isWhitespace)) { result += before }
            let bytes =
                match.2.lowercased() == "b"
                ? MIMEEncoding.base64(match.3) : MIMEEncoding.quotedPrintable(match.3.utf8, underscoreIsSpace: true)
            result += MIMEEncoding.text(bytes, charset: String(match.1.prefix { $0 != "*" }))
            rest = rest[match.range.upperBound...]
            endsInWord = true
        }
        return result + rest
    }

    /// The text with its words that are not ASCII encoded. Words that stand together are encoded together, because
    /// the space between encoded words would be lost.
    static func encoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var result: [String] = []
        var run: [Substring] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if word.utf8.contains(where: { $0 >= 0x80 }) {
                run.append(word)
                continue
            }
            if !run.isEmpty { result.append(encodedRun(run.joined(separator: " "))) }
            run = []
            result.append(String(word))
        }
        if !run.isEmpty { result.append(encodedRun(run.joined(separator: " "))) }
        return result.joined(separator: " ")
    }

    /// An encoded word may be 75 characters long, and no character may be cut in two.
    private static func encodedRun(_ text: String) -> String {
        var chunks = [""]
        for character in text {
            if (chunks[chunks.count - 1] + String(character)).utf8.count > 45 { chunks.append("") }
            chunks[chunks.count - 1].append(character)
        }
        return chunks.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: " ")
    }
}
