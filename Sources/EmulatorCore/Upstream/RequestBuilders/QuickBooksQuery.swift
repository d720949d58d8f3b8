/// QuickBooks' query language: the file says what to select, the parameters which rows.
struct QuickBooksQuery {
    /// In the order that the language wants.
    private static let clauses = [
        ("where", "where_clause"), ("startposition", "start_position"), ("maxresults", "max_results"),
    ]
    static let parameters = Set(clauses.map(\.1))

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    func complete(_ request: inout UpstreamRequest) {
        guard let index = request.query.firstIndex(where: { $0.name == "query" }) else { return }
        for (word, name) in Self.clauses {
            guard let value = params[name], !value.isNull, !value.shown.isEmpty else { continue }
            request.query[index].value += " \(word) \(value.shown)"
        }
    }
}
