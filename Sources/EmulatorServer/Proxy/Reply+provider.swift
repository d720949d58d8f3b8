import EmulatorCore
import HTTPTypes
import NIOCore

extension Reply {
    /// A provider's answer as it is: status, headers, body.
    init(_ response: UpstreamResponse, requestID: String) {
        var head = HTTPResponse(status: response.status, headers: response.headers, requestID: requestID)
        let bytes: [UInt8]
        switch response.body {
        case .none: bytes = []
        case .json(let value):
            bytes = JSONText.bytes(value)
            if head.headerFields[.contentType] == nil {
                head.headerFields[.contentType] = "application/json; charset=utf-8"
            }
        case .bytes(let body, let type):
            bytes = body
            head.headerFields[.contentType] = type
        }
        if !head.isBodiless { head.headerFields[.contentLength] = String(bytes.count) }
        self.init(head: head, body: head.isBodiless ? .none : .bytes(ByteBuffer(bytes: bytes)))
    }

    /// The same for one that is still on its way.
    init(_ response: IncomingResponse, requestID: String) {
        let head = HTTPResponse(status: response.status, headers: response.headers, requestID: requestID)
        guard !head.isBodiless else {
            self.init(head: head)
            return
        }
        let body = response.body
        self.init(
            head: head,
            body: .streamed { writer in
                for try await piece in body { try await writer.write(ByteBuffer(bytes: piece)) }
                return nil
            })
    }
}

extension HTTPResponse {
    fileprivate init(status: Int, headers: [UpstreamRequest.Header], requestID: String) {
        self.init(status: .init(code: status))
        for header in headers {
            guard let name = HTTPField.Name(header.name), !ProxiedHead.belongsToConnection(header.name) else {
                continue
            }
            headerFields.append(HTTPField(name: name, value: header.value))
        }
        headerFields[.requestID] = requestID
    }

    /// Answers without a body must not announce one.
    fileprivate var isBodiless: Bool { status.code == 204 || status.code == 304 }
}
