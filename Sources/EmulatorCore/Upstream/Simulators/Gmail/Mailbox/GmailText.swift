/// What a message says, for snippets and for search.
enum GmailText {
    /// Plain text where there is some, otherwise what is left of the HTML.
    static func body(of payload: JSONValue) -> String {
        let leaves = GmailPayload.leaves(payload).filter { $0["filename"]?.string?.isEmpty ?? true }
        let plain = texts(of: leaves, type: "text/plain")
        return plain.isEmpty
            ? texts(of: leaves, type: "text/html").map(strippingTags).joined(separator: " ")
            : plain.joined(separator: "\n")
    }

    private static func texts(of leaves: [JSONValue], type: String) -> [String] {
        leaves.filter { $0["mimeType"]?.string == type }.compactMap { leaf in
            (leaf["body"]?["data"]?.string).map { String(decoding: MIMEEncoding.base64($0), as: UTF8.self) }
        }
    }

    static func strippingTags(_ html: String) -> String {
        html.replacing(/(?is)<(style|script|head)\b.*?<\/\1\s*>/, with: " ")
            .replacing(/<[^>]*>/, with: " ")
            .replacing("&nbsp;", with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// The beginning on one line, escaped for HTML as Gmail does.
    static func snippet(of payload: JSONValue) -> String {
        let words = body(of: payload).split(whereSeparator: \.isWhitespace)
        var snippet = ""
        for word in words {
            guard snippet.count + word.count < 200 else {
                if snippet.isEmpty { snippet = String(word.prefix(200)) }
                break
            }
            snippet += snippet.isEmpty ? String(word) : " \(word)"
        }
        return snippet.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
