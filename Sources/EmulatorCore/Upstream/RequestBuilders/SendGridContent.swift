/// SendGrid's bodies: a list by MIME type, plain text first.
struct SendGridContent {
    private static let types = [("text_content", "text/plain"), ("html_content", "text/html")]
    static let parameters = Set(types.map(\.0))

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    func complete(_ request: inout UpstreamRequest) {
        let content = Self.types.compactMap { parameter, type -> JSONValue? in
            guard let text = params[parameter], !text.isNull else { return nil }
            return ["type": .string(type), "value": text]
        }
        if !content.isEmpty { request.set(.array(content), at: "content") }
    }
}
