extension CatalogueTools {
    /// The tool that would have sent a request which came in raw, and with which parameters; of several the one that
    /// explains most of it.
    /// - Parameter key: the provider's.
    func sender(of request: UpstreamRequest, at key: String) throws -> (Tool?, [String: JSONValue])? {
        typealias Sender = (tool: Tool, weight: Int, found: ToolRequest.Recognition)
        let senders = try names(ofProvider: key).compactMap { name -> Sender? in
            guard let tool = try tool(named: name), let sent = tool.request,
                let found = sent.recognise(request, schema: tool.inputSchema)
            else { return nil }
            return (tool, sent.path.weight, found)
        }
        let best = senders.max { ($0.weight, $0.found.score) < ($1.weight, $1.found.score) }
        return best.map { ($0.tool, $0.found.params) }
    }
}
