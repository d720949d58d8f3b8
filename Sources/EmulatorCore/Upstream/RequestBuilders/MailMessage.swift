import struct Foundation.Data

/// A mail as tools and data files describe it, and as providers take it: RFC 5322.
struct MailMessage {
    static let parameters: Set = [
        "to", "cc", "bcc", "subject", "body", "content_type", "thread_id", "in_reply_to_message_id",
    ]

    var headers: [(name: String, value: String)] = []
    var body: String
    var contentType: String
    /// The same in HTML, for those who can show it.
    var html: String?
    var attachments: [Attachment] = []
    var threadID: String?

    struct Attachment {
        var fileName: String
        var contentType: String
        var bytes: [UInt8]
    }

    init(body: String, contentType: String = "text/plain") {
        self.body = body
        self.contentType = contentType
    }

    init(_ params: [String: JSONValue]) {
        for (parameter, header) in [("to", "To"), ("cc", "Cc"), ("bcc", "Bcc"), ("subject", "Subject")] {
            guard let value = params[parameter], !value.isNull else { continue }
            headers.append((header, value.array?.map(\.shown).joined(separator: ", ") ?? value.shown))
        }
        if let reply = params["in_reply_to_message_id"]?.string {
            headers += [("In-Reply-To", reply), ("References", reply)]
        }
        body = params["body"]?.string ?? ""
        contentType = params["content_type"]?.string ?? "text/plain"
        threadID = params["thread_id"]?.string
    }

    /// Header values keep to one line, so nobody adds a header through a subject.
    var text: String {
        let lines = headers.map { "\($0.name): \(MIMEWord.encoded($0.value.onOneLine))" }
        return (lines + ["MIME-Version: 1.0", content]).joined(separator: "\r\n")
    }

    /// Gmail's form: the message in base64url.
    var gmailJSON: JSONValue {
        var message: [String: JSONValue] = ["raw": .string(MIMEEncoding.base64URL(Array(text.utf8)))]
        if let threadID { message["threadId"] = .string(threadID) }
        return .object(message)
    }

    private var content: String {
        var parts = [Self.textPart(body, contentType.onOneLine)]
        if let html { parts = [Self.multipart("alternative", parts + [Self.textPart(html, "text/html")])] }
        parts += attachments.map { Self.filePart($0) }
        return parts.count == 1 ? parts[0] : Self.multipart("mixed", parts)
    }

    private static func textPart(_ text: String, _ type: String) -> String {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let head = "Content-Type: \(type); charset=\"UTF-8\"\r\n"
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard !isASCII else { return head + "\r\n" + lines.joined(separator: "\r\n") }
        return head + "Content-Transfer-Encoding: base64\r\n\r\n" + base64(Array(lines.joined(separator: "\r\n").utf8))
    }

    private static func filePart(_ file: Attachment) -> String {
        let name = MIMEWord.encoded(file.fileName.onOneLine.replacing("\"", with: "'"))
        return """
            Content-Type: \(file.contentType.onOneLine); name="\(name)"\r
            Content-Disposition: attachment; filename="\(name)"\r
            Content-Transfer-Encoding: base64\r
            \r
            \(base64(file.bytes))
            """
    }

    /// The boundary follows from the parts, because nothing here is left to chance.
    private static func multipart(_ kind: String, _ parts: [String]) -> String {
        var number = 1
        while parts.contains(where: { $0.contains("--=_\(kind)_\(number)") }) { number += 1 }
        let boundary = "=_\(kind)_\(number)"
        let inside = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined()
        return "Content-Type: multipart/\(kind); boundary=\"\(boundary)\"\r\n\r\n\(inside)--\(boundary)--\r\n"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array(Data(bytes).base64EncodedString())
        return stride(from: 0, to: digits.count, by: 76).map { start in
            String(digits[start..<min(start + 76, digits.count)])
        }.joined(separator: "\r\n")
    }
}

extension String {
    fileprivate var onOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
