/// QuickBooks' query language: the file says what to select, the parameters which rows.
struct QuickBooksQuery {
    static let parameters: Set = ["where_clause", "start_position", "max_results"]

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    func complete(_ request: inout UpstreamRequest) {
        guard let index = request.query.firstIndex(where: { $0.name == "query" }) else { return }
        for (word, name) in [("where", "where_clause"), ("startposition", "start_position"), ("maxresults", "max_results")] {
            guard let value = params[name], !value.isNull, !value.shown.isEmpty else { continue }
            request.query[index].value += " \(word) \(value.shown)"
        }
    }
}
