/// Code that makes a provider's request where placing parameters is not enough. Catalogue files name it in
/// `request.builder`.
package enum RequestBuilder: String, Sendable, CaseIterable {
    /// An RFC 5322 message in `raw`, from `to`, `cc`, `bcc`, `subject`, `body`, `content_type`, `thread_id`.
    case gmailMessage = "gmail_message"
    /// The same inside `message`, as drafts have it.
    case gmailDraft = "gmail_draft"

    func request(_ tool: ToolRequest, _ params: [String: JSONValue], baseURL: String) throws -> UpstreamRequest {
        var request = UpstreamRequest(
            method: tool.method, baseURL: baseURL, path: tool.path.filled { params[$0]?.shown ?? "" })
        let message = MailMessage(params).gmailJSON
        request.body = .json(self == .gmailDraft ? ["message": message] : message)
        return request
    }
}
