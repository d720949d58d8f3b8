import EmulatorCore
import HTTPTypes
import NIOCore

extension ProxyRequest {
    /// What the journal keeps of a proxied request. Bodies that are no JSON and no form, and those that stream through,
    /// are left out.
    var details: CallDetails {
        var parameters: [String: JSONValue] = ["method": .string(request.method), "path": .string(request.path)]
        if !request.query.isEmpty { parameters["query"] = Self.object(request.query) }
        switch request.body {
        case .json(let value): parameters["body"] = value
        case .form(let items): parameters["body"] = Self.object(items)
        case .bytes, .none: break
        }
        return CallDetails(identifier: identifier, connection: connection, parameters: .object(parameters))
    }

    private static func object(_ items: [UpstreamRequest.QueryItem]) -> JSONValue {
        .object(Dictionary(items.map { ($0.name, .string($0.value)) }) { first, _ in first })
    }
}

extension ProxyAnswer {
    func whole() async throws -> ProxyAnswer {
        switch self {
        case .whole: self
        case .incoming(let response): .whole(try await response.collected(upTo: ProxyDoor.maximumBody))
        }
    }
}

extension Reply {
    /// What the journal keeps of an answer that is JSON or a text.
    var journaled: CallResult {
        guard case .bytes(let buffer) = body, buffer.readableBytes <= CallResult.longestBody else { return statusOnly }
        let type = head.response.headerFields[.contentType] ?? ""
        guard JSONText.isJSON(type) || type.hasPrefix("text/") else { return statusOnly }
        return CallResult(body: Array(buffer.readableBytesView), status: head.response.status.code)
    }

    var statusOnly: CallResult { CallResult(status: head.response.status.code) }
}
