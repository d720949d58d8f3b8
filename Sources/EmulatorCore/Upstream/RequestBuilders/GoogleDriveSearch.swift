/// Google Drive's query language, in `q`.
struct GoogleDriveSearch {
    static let parameters: Set = ["search_term", "mime_type", "folder_id", "query"]

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    /// A type that the file sends always, as a list of documents does, stands in the query already.
    func complete(_ request: inout UpstreamRequest) {
        var conditions = request.queryValues("q")
        if let term = text("search_term") { conditions.append("fullText contains \(Self.quoted(term))") }
        if let type = text("mime_type") { conditions.append("mimeType = \(Self.quoted(type))") }
        if let folder = text("folder_id") { conditions.append("\(Self.quoted(folder)) in parents") }
        if let query = text("query") { conditions.append("(\(query))") }
        conditions.append("trashed = false")
        request.query.removeAll { $0.name == "q" }
        request.query.append(.init("q", conditions.joined(separator: " and ")))
    }

    private func text(_ name: String) -> String? { params[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
