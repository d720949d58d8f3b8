/// Code that finishes a provider's request where placing parameters is not enough. Catalogue files name it in
/// `request.builder`.
package enum RequestBuilder: String, Sendable, CaseIterable {
    /// An RFC 5322 message in `raw`.
    case gmailMessage = "gmail_message"
    /// The same inside `message`, as drafts have it.
    case gmailDraft = "gmail_draft"
    /// A message that completes itself from the thread it answers: subject and references.
    case gmailReply = "gmail_reply"
    /// A list of messages, and then each of them in the `format` that was asked for.
    case gmailMessages = "gmail_messages"
    /// Nothing besides the path: the name of the file is for the vendor's own code.
    case gmailAttachment = "gmail_attachment"
    /// Criteria and actions from flags such as `should_archive`.
    case gmailFilter = "gmail_filter"
    /// People, `person_fields` in one mask, from contacts or, with `other_contacts`, from everybody else.
    case googlePeople = "google_people"
    /// Start and end of an event, a Meet link, whether guests hear of it.
    case calendarEvent = "calendar_event"
    /// Google Drive's query language, from conditions.
    case driveSearch = "drive_search"
    /// The end of a document when no index is given.
    case docsInsertText = "docs_insert_text"
    /// Attendees of an event in Microsoft Graph, from lists of addresses.
    case graphAttendees = "graph_attendees"
    /// Condition and page in QuickBooks' query language.
    case quickBooksQuery = "quickbooks_query"
    /// References of an incident, with their types.
    case pagerDutyReferences = "pagerduty_references"
    /// Bodies of a mail by MIME type.
    case sendGridContent = "sendgrid_content"

    /// What it places itself; everything else is placed by the file.
    var parameters: Set<String> {
        switch self {
        case .gmailMessage, .gmailDraft, .gmailReply: MailMessage.parameters
        case .gmailMessages: ["format"]
        case .gmailAttachment: ["file_name"]
        case .gmailFilter: GmailFilterRequest.parameters
        case .googlePeople: GooglePeopleRequest.parameters
        case .calendarEvent: GoogleCalendarEvent.parameters
        case .driveSearch: GoogleDriveSearch.parameters
        case .docsInsertText: ["index"]
        case .graphAttendees: GraphAttendees.parameters
        case .quickBooksQuery: QuickBooksQuery.parameters
        case .pagerDutyReferences: PagerDutyReferences.parameters
        case .sendGridContent: SendGridContent.parameters
        }
    }

    /// - Parameters:
    ///   - request: with everything in it that the file places.
    ///   - params: checked, and with the schema's defaults.
    func complete(_ request: inout UpstreamRequest, _ params: [String: JSONValue]) {
        switch self {
        case .gmailMessage: request.body = .json(MailMessage(params).gmailJSON)
        case .gmailDraft: request.body = .json(["message": MailMessage(params).gmailJSON])
        case .gmailReply:
            request.body = .json(MailMessage(params).gmailJSON)
            request.composite = self
        case .gmailMessages: request.composite = self
        case .gmailAttachment: break
        case .gmailFilter: request.body = .json(GmailFilterRequest(params).json)
        case .googlePeople: GooglePeopleRequest(params).complete(&request)
        case .calendarEvent: GoogleCalendarEvent(params).complete(&request)
        case .driveSearch: GoogleDriveSearch(params).complete(&request)
        case .docsInsertText: GoogleDocsInsertion(params).complete(&request)
        case .graphAttendees: GraphAttendees(params).complete(&request)
        case .quickBooksQuery: QuickBooksQuery(params).complete(&request)
        case .pagerDutyReferences: PagerDutyReferences(params).complete(&request)
        case .sendGridContent: SendGridContent(params).complete(&request)
        }
    }
}

extension UpstreamRequest {
    /// Puts a value into a JSON body; nothing when there is no value.
    mutating func set(_ value: JSONValue?, at path: String) {
        guard let value, !value.isNull else { return }
        var root: JSONValue = if case .json(let body) = body { body } else { [:] }
        root.set(value, at: BodyPath(path))
        body = .json(root)
    }
}
