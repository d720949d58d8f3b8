import struct Foundation.Data

/// A mail as tools describe it, and as providers take it: RFC 5322.
struct MailMessage {
    static let parameters: Set = [
        "to", "cc", "bcc", "subject", "body", "content_type", "thread_id", "in_reply_to_message_id",
    ]

    var headers: [(name: String, value: String)] = []
    var body: String
    var contentType: String
    var threadID: String?

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
        let lines = headers.map { "\($0.name): \($0.value.split(whereSeparator: \.isNewline).joined(separator: " "))" }
        let type = "Content-Type: \(contentType.split(whereSeparator: \.isNewline).joined()); charset=\"UTF-8\""
        return (lines + ["MIME-Version: 1.0", type, "", body]).joined(separator: "\r\n")
    }

    /// Gmail's form: the message in base64url.
    var gmailJSON: JSONValue {
        let raw = Data(text.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        var message: [String: JSONValue] = ["raw": .string(raw)]
        if let threadID { message["threadId"] = .string(threadID) }
        return .object(message)
    }
}
