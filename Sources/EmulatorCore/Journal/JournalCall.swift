package import struct Foundation.Date

/// A call as it came in.
package struct JournalCall: Sendable {
    package var door: Door
    /// `scalekit.v1.tools.ToolService/ExecuteTool`; of proxied calls and pages the verb and the path.
    package var operation: String
    /// The client id; empty where a page was opened.
    package var caller: String
    package var client: CallingClient
    package var subject: any CallSubject
    package var request: [UInt8]
    package var startedAt: Date
    /// The account that the request names by its id, as it was when the call came in.
    package var account: AccountIdentity?
    package var notes: CallNotes?

    package init(
        door: Door, operation: String, caller: String, client: CallingClient, subject: any CallSubject,
        request: [UInt8] = [], startedAt: Date, account: AccountIdentity? = nil, notes: CallNotes? = nil
    ) {
        self.door = door
        self.operation = operation
        self.caller = caller
        self.client = client
        self.subject = subject
        self.request = request
        self.startedAt = startedAt
        self.account = account
        self.notes = notes
    }
}

/// What came of a call.
package struct CallResult: Sendable {
    /// As the subject reads it.
    package var body: [UInt8]
    /// Where the answer has an HTTP status that is not the door's own.
    package var status: Int?

    /// What is kept of a body, in bytes.
    package static let longestBody = 16 * 1024

    package init(body: [UInt8] = [], status: Int? = nil) {
        self.body = body
        self.status = status
    }
}

extension EmulatorError.Code {
    /// What a provider's or a page's status amounts to; nil for success.
    init?(httpStatus status: Int) {
        switch status {
        case ..<400: return nil
        case 401: self = .unauthenticated
        case 403: self = .permissionDenied
        case 404, 410: self = .notFound
        case 409: self = .alreadyExists
        case 429: self = .resourceExhausted
        case 400..<500: self = .invalidArgument
        case 501: self = .unimplemented
        case 502, 503: self = .unavailable
        case 504: self = .deadlineExceeded
        default: self = .internal
        }
    }
}
