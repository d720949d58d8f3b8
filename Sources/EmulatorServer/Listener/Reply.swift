import EmulatorCore
import HTTPTypes
import NIOCore
import NIOHPACK

/// A whole answer, or the start of one.
struct Reply: Sendable {
    /// In the form that its door has; the connection turns it into the form that it needs.
    enum Head: Sendable {
        case response(HTTPResponse)
        /// `:status` first, names in lower case.
        case packed(HPACKHeaders)
    }

    enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// Written piece by piece; the closure returns the trailers. Throwing resets the stream.
        case streamed(@Sendable (inout ReplyWriter) async throws -> HPACKHeaders?)
        /// None at all: not even the head leaves, and the connection or the stream breaks.
        case broken(Delivery.Break)
    }

    var head: Head
    var body: Body
    /// Only gRPC has any.
    var trailers: HPACKHeaders?

    init(head: HTTPResponse, body: Body = .none) {
        self.head = .response(head)
        self.body = body
    }

    init(packed head: HPACKHeaders, body: Body = .none, trailers: HPACKHeaders? = nil) {
        self.head = .packed(head)
        self.body = body
        self.trailers = trailers
    }
}

extension Reply.Head {
    var response: HTTPResponse {
        switch self {
        case .response(let response): response
        case .packed(let headers):
            HTTPResponse(
                status: .init(code: headers.first(name: ":status").flatMap(Int.init) ?? 200),
                headerFields: HTTPFields(headers))
        }
    }

    var packed: HPACKHeaders {
        switch self {
        case .packed(let headers): headers
        case .response(let response): HPACKHeaders(response)
        }
    }
}

extension HTTPFields {
    /// Without what is no field of HTTP/1.
    init(_ headers: HPACKHeaders) {
        self.init()
        for (name, value, _) in headers {
            if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
        }
    }
}

extension HPACKHeaders {
    fileprivate init(_ response: HTTPResponse) {
        self.init()
        reserveCapacity(response.headerFields.count + 1)
        add(name: ":status", value: response.status == .ok ? "200" : String(response.status.code))
        for field in response.headerFields {
            // What differs in every answer would push everything else out of the client's table.
            let differs = field.name == .requestID || field.name == .contentLength
            add(name: field.name.canonicalName, value: field.value, indexing: differs ? .nonIndexable : .indexable)
        }
    }
}
