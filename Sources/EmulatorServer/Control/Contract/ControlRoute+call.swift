import EmulatorCore
import HTTPTypes
import Hummingbird

extension ControlRoute {
    /// Checks a request by what the route says of itself, and answers it.
    func answer(_ request: Request, _ context: DoorContext, _ control: ControlGuard) async throws -> Response {
        if scope != .anybody { try control.permit(request, context) }
        var query = Dictionary(grouping: try RequestTarget(request.head.path ?? "").query) { $0.0 }
            .mapValues { $0.map(\.1) }
        let clientID = scope == .environment ? query.removeValue(forKey: "client_id")?.last : nil
        let world = try control.world(clientID: clientID)
        let parameters = try parameters(query)
        let (bytes, members) = try await read(request)
        // A plus sign is one in a path.
        let path = try Dictionary(
            context.parameters.map { (String($0), try FormDecoding.decode($1.replacing("+", with: "%2B"))) }
        ) { $1 }
        return try await handler(
            ControlCall(
                request: request, context: context, world: world, path: path, query: parameters, body: members,
                bytes: bytes))
    }

    private func parameters(_ given: [String: [String]]) throws -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for (name, texts) in given { values[name] = query[name]?.value(ofQuery: texts) ?? .string(texts.last ?? "") }
        try JSONShape.object(query).check(.object(values), "query")
        return values
    }

    private func read(_ request: Request) async throws -> (bytes: [UInt8], members: [String: JSONValue]) {
        let bytes = Array(try await request.body.collect(upTo: WebDoor.maximumBody).readableBytesView)
        switch body {
        case .file(let type, _):
            try request.requireContentType(type)
            return (bytes, [:])
        case .json(let shape):
            // No form of another site can say that it is JSON. Where nothing need be said, nothing is checked.
            if !bytes.isEmpty { try request.requireContentType("application/json") }
            guard let value = bytes.isEmpty ? [:] : JSONText.parse(bytes) else { throw Self.notJSON }
            try shape.check(value, "body")
            return (bytes, value.object ?? [:])
        case nil:
            guard !bytes.isEmpty else { return ([], [:]) }
            try request.requireContentType("application/json")
            guard let value = JSONText.parse(bytes) else { throw Self.notJSON }
            try JSONShape.object([:]).check(value, "body")
            return ([], [:])
        }
    }

    private static let notJSON = EmulatorError.invalid("body", "must be JSON", constraint: "json")
}

extension Request {
    fileprivate func requireContentType(_ wanted: String) throws {
        let given = (headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace }
        guard given == wanted else {
            throw HTTPError(.unsupportedMediaType, message: "the content-type must be \(wanted)")
        }
    }
}
