/// A message as the mailbox keeps it; its source stands apart, because lists do not need it.
struct GmailMessage: Equatable {
    var id: String
    /// Its place among the others; later messages have higher ones.
    var rank: Int64
    var threadID: String
    var labelIDs: Set<String>
    var snippet: String
    var historyID: Int64
    /// Milliseconds since 1970.
    var date: Int64
    /// Bytes.
    var size: Int
    /// The tree of parts, as format `full` shows it.
    var payload: JSONValue

    enum Format: String {
        case full, metadata, minimal, raw
    }

    func has(_ label: String) -> Bool { labelIDs.contains(label) }

    /// Labels in a fixed order, Gmail's own before the user's.
    var sortedLabelIDs: [String] {
        labelIDs.sorted { left, right in
            let ranks = [left, right].map { GmailLabel.systemIDs.firstIndex(of: $0) ?? Int.max }
            return ranks[0] == ranks[1] ? left < right : ranks[0] < ranks[1]
        }
    }

    /// The first header of that name, empty when there is none.
    func header(_ name: String) -> String {
        (payload["headers"]?.array ?? []).first { $0["name"]?.string?.lowercased() == name.lowercased() }?["value"]?
            .string ?? ""
    }
}

extension GmailMessage {
    init(_ document: SimulatorDocuments.Document) {
        self.init(id: document.id, rank: document.rank, body: document.body)
    }

    init(id: String, rank: Int64, body: JSONValue) {
        self.id = id
        self.rank = rank
        threadID = body["threadId"]?.string ?? ""
        labelIDs = Set((body["labelIds"]?.array ?? []).compactMap(\.string))
        snippet = body["snippet"]?.string ?? ""
        historyID = Int64(body["historyId"]?.string ?? "") ?? 0
        date = Int64(body["internalDate"]?.string ?? "") ?? 0
        size = Int(body["sizeEstimate"]?.number ?? 0)
        payload = body["payload"] ?? .null
    }

    /// What lists show of it.
    var reference: JSONValue { ["id": .string(id), "threadId": .string(threadID)] }

    /// What changes answer with.
    var labelled: JSONValue {
        .google(["id": .string(id), "threadId": .string(threadID), "labelIds": .strings(sortedLabelIDs)])
    }

    /// The whole of it, as it is kept and as format `full` shows it.
    var full: JSONValue { json(.full) }

    /// - Parameters:
    ///   - headers: the only ones that format `metadata` shows; empty for all.
    ///   - source: what format `raw` shows.
    func json(_ format: Format, headers: [String] = [], source: String? = nil) -> JSONValue {
        let shown: JSONValue? =
            switch format {
            case .full: payload
            case .metadata: metadata(headers)
            case .minimal, .raw: nil
            }
        return .google([
            "id": .string(id), "threadId": .string(threadID), "labelIds": .strings(sortedLabelIDs),
            "snippet": .string(snippet), "historyId": .int64(historyID), "internalDate": .int64(date),
            "sizeEstimate": .int(size), "payload": shown, "raw": format == .raw ? source.map(JSONValue.string) : nil,
        ])
    }

    private func metadata(_ wanted: [String]) -> JSONValue {
        let names = Set(wanted.map { $0.lowercased() })
        let headers = (payload["headers"]?.array ?? []).filter { header in
            names.isEmpty || names.contains(header["name"]?.string?.lowercased() ?? "")
        }
        return .google(["mimeType": payload["mimeType"], "headers": .array(headers)])
    }
}
