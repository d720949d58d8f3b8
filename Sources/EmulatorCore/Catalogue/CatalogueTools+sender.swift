import Synchronization

extension CatalogueTools {
    /// A tool as far as it takes to recognise its requests.
    struct Sender: Sendable {
        fileprivate let name: String
        fileprivate let request: ToolRequest
        fileprivate let schema: JSONSchema

        fileprivate init?(_ tool: Tool) {
            guard let request = tool.request else { return nil }
            name = tool.name
            self.request = request
            schema = tool.inputSchema
        }
    }

    /// The tool that would have sent a request which came in raw, and with which parameters; of several the one that
    /// explains most of it.
    /// - Parameter key: the provider's.
    func sender(of request: UpstreamRequest, at key: String) throws -> (Tool?, [String: JSONValue])? {
        typealias Match = (sender: Sender, weight: Int, found: ToolRequest.Recognition)
        let matches = try senders(ofProvider: key)[request.method, default: []].compactMap { sender -> Match? in
            sender.request.recognise(request, schema: sender.schema).map { (sender, sender.request.path.weight, $0) }
        }
        let best = matches.max { ($0.weight, $0.found.score) < ($1.weight, $1.found.score) }
        return try best.map { (try tool(named: $0.sender.name), $0.found.params) }
    }

    /// By method. Made when the first request of a provider comes in, because all its tools have to be read for it.
    private func senders(ofProvider key: String) throws -> [String: [Sender]] {
        if let made = sendersByProvider.withLock({ $0[key] }) { return made }
        let senders = try names(ofProvider: key).compactMap { try tool(named: $0).flatMap(Sender.init) }
        let made = Dictionary(grouping: senders, by: \.request.method)
        sendersByProvider.withLock { $0[key] = made }
        return made
    }
}
