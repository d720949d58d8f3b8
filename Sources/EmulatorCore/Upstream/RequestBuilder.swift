/// Code that makes a provider's request where placing parameters is not enough. Catalogue files name it in
/// `request.builder`.
package enum RequestBuilder: String, Sendable, CaseIterable {
    /// An RFC 5322 message in `raw`, from `to`, `cc`, `bcc`, `subject`, `body`, `content_type`, `thread_id`.
    case gmailMessage = "gmail_message"
    /// The same inside `message`, as drafts have it.
    case gmailDraft = "gmail_draft"
    /// A message that completes itself from the thread it answers: subject and references.
    case gmailReply = "gmail_reply"
    /// A list of messages, and then each of them in the `format` that was asked for.
    case gmailMessages = "gmail_messages"
    /// Criteria and actions from flags such as `should_archive`.
    case gmailFilter = "gmail_filter"
    /// People, `person_fields` in one mask, from contacts or, with `other_contacts`, from everybody else.
    case googlePeople = "google_people"
    /// Only what is in the path; other parameters are for the vendor's own code.
    case pathOnly = "path_only"

    func request(_ tool: ToolRequest, _ params: [String: JSONValue], baseURL: String) throws -> UpstreamRequest {
        var request = tool.placed(params, baseURL: baseURL)
        switch self {
        case .gmailMessage: request.body = .json(MailMessage(params).gmailJSON)
        case .gmailDraft: request.body = .json(["message": MailMessage(params).gmailJSON])
        case .gmailReply:
            request.body = .json(MailMessage(params).gmailJSON)
            request.composite = self
        case .gmailMessages: request.composite = self
        case .gmailFilter: request.body = .json(GmailFilterRequest(params).json)
        case .googlePeople: request = GooglePeopleRequest(params).completed(request)
        case .pathOnly: break
        }
        return request
    }
}
