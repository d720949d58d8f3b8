import EmulatorCore
import HTTPTypes

extension ControlRoute {
    /// `clock` of `/_emulator/clock`.
    var resource: String { names.first ?? path }

    /// `post_webhooks_deliveries_redeliver_by_id`: of a list and of one thing in it, two ids.
    var operationID: String {
        let words = [method.rawValue.lowercased()] + names + variables.map { "by_\($0)" }
        return words.joined(separator: "_").replacing(".", with: "_")
    }

    private var names: [String] { segments.filter { !$0.hasPrefix("{") } }
    private var variables: [String] { segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) } }
    private var segments: [String] { path.split(separator: "/").dropFirst().map(String.init) }

    var parameters: [JSONValue] {
        var query = query
        if scope == .environment {
            query["client_id"] = .text("Whose environment is meant; the default client's when left out.")
        }
        let inPath = variables.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        let inQuery = query.sorted { $0.key < $1.key }.map { name, shape -> JSONValue in
            ["name": .string(name), "in": "query", "required": .bool(shape.isRequired), "schema": shape.schema]
        }
        return inPath + inQuery
    }

    /// What follows from what a route takes and whom it is for.
    var expectedErrors: [Int: String] {
        var errors: [Int: String] = [400: "A parameter or a member of the body is unknown, missing or broken."]
        if scope != .anybody {
            errors[403] = "The request comes from a web page of another site, or over a network without a token."
        }
        if scope == .environment { errors[404] = "No client of that id has opened an environment." }
        if !variables.isEmpty { errors[404] = "There is nothing of that name." }
        if method != .get {
            errors[413] = "The body is too large."
            errors[415] = "The content type is not the one that the body must have."
        }
        return errors
    }
}

extension ControlRoute.Body {
    var json: JSONValue {
        switch self {
        case .json(let shape):
            let isRequired = shape.schema["required"] != nil || shape.schema["type"] == nil
            return [
                "required": .bool(isRequired), "content": ["application/json": ["schema": shape.schema]],
            ]
        case .file(let type, let meaning):
            return [
                "required": true, "description": .string(meaning),
                "content": [type: ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
    }
}

extension ControlRoute.Answer {
    var json: (status: Int, answer: JSONValue) {
        switch self {
        case .json(let shape, let status, let meaning):
            (
                status.code,
                ["description": .string(meaning), "content": ["application/json": ["schema": shape.schema]]]
            )
        case .nothing: (204, ["description": "It is done."])
        case .file(let type, let meaning):
            (200, ["description": .string(meaning), "content": [type: ["schema": ["type": "string"]]]])
        }
    }
}
