/// What came back from a provider, or from whoever stood in for it.
package struct UpstreamResponse: Sendable, Equatable {
    package var status: Int
    /// Names in lower case. The content type follows from the body and is not among them.
    package var headers: [UpstreamRequest.Header]
    package var body: Body

    package enum Body: Sendable, Equatable {
        case none
        case json(JSONValue)
        case bytes([UInt8], contentType: String)
    }

    package init(status: Int = 200, headers: [UpstreamRequest.Header] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func json(_ value: JSONValue, status: Int = 200) -> UpstreamResponse {
        UpstreamResponse(status: status, body: .json(value))
    }

    package var isFailure: Bool { status >= 400 }
}

/// A failure before it is worded as its provider words failures.
package struct UpstreamFailure: Sendable, Equatable {
    /// HTTP status.
    package var status: Int
    /// A short word, for example `rate_limited`.
    package var code: String
    /// A sentence.
    package var message: String

    package init(status: Int, code: String, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    var described: JSONValue {
        ["status": .number(Double(status)), "code": .string(code), "message": .string(message)]
    }
}
