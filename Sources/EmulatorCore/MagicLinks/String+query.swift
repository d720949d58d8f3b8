extension String {
    /// The URL with more query parameters, after those it has and before its fragment.
    package func addingQuery(_ parameters: [(name: String, value: String)]) -> String {
        let parts = split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var url = String(parts.first ?? "")
        for (name, value) in parameters {
            if !url.contains("?") {
                url += "?"
            } else if !url.hasSuffix("?"), !url.hasSuffix("&") {
                url += "&"
            }
            url += "\(name)=\(value.percentEncoded)"
        }
        return parts.count > 1 ? "\(url)#\(parts[1])" : url
    }

    /// Everything but unreserved characters as `%XX`.
    package var percentEncoded: String {
        utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                return String(character)
            }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
