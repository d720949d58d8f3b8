/// Where Google Docs is to insert a text.
struct GoogleDocsInsertion {
    private let index: JSONValue?

    init(_ params: [String: JSONValue]) { index = params["index"] }

    func complete(_ request: inout UpstreamRequest) {
        if let index, !index.isNull {
            request.set(index, at: "requests.0.insertText.location.index")
        } else {
            request.set([:], at: "requests.0.insertText.endOfSegmentLocation")
        }
    }
}
