/// What a call is about, read out of its request when somebody wants to know: most calls nobody ever asks about.
package protocol CallSubject: Sendable {
    func details(of request: [UInt8]) -> CallDetails
    /// Nil for an answer that cannot be shown.
    func result(of answer: [UInt8]) -> JSONValue?
}

/// What a request says; what it leaves open is nil.
package struct CallDetails: Sendable, Hashable {
    package var identifier: String?
    /// The connection's name.
    package var connection: String?
    /// `ca_` and digits.
    package var account: String?
    package var tool: String?
    /// Of a tool what it is called with, of other operations the whole request.
    package var parameters: JSONValue

    package init(
        identifier: String? = nil, connection: String? = nil, account: String? = nil, tool: String? = nil,
        parameters: JSONValue = .object([:])
    ) {
        self.identifier = identifier
        self.connection = connection
        self.account = account
        self.tool = tool
        self.parameters = parameters
    }
}

/// A request whose details are known already, because its door has read it. Its answer is JSON, or a text.
package struct KnownSubject: CallSubject {
    package var details: CallDetails

    package init(_ details: CallDetails) { self.details = details }

    package func details(of request: [UInt8]) -> CallDetails { details }

    package func result(of answer: [UInt8]) -> JSONValue? {
        answer.isEmpty ? nil : JSONText.parse(answer) ?? .string(String(decoding: answer, as: UTF8.self))
    }
}
