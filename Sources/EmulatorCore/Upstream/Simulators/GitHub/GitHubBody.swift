/// The members of a body, with the words in which GitHub refuses what does not fit its schema.
struct GitHubBody {
    let members: [String: JSONValue]

    /// Whether a member was sent, perhaps as null.
    func has(_ name: String) -> Bool { members[name] != nil }

    subscript(name: String) -> JSONValue? { members[name].flatMap { $0.isNull ? nil : $0 } }

    func text(_ name: String) throws -> String? { try value(name, "a string", \.string) }

    func flag(_ name: String) throws -> Bool? { try value(name, "a boolean", \.bool) }

    func whole(_ name: String) throws -> Int? {
        try value(name, "an integer") { $0.number.flatMap { Int(exactly: $0) } }
    }

    func items(_ name: String) throws -> [JSONValue]? { try value(name, "an array", \.array) }

    func texts(_ name: String) throws -> [String]? {
        try items(name)?.enumerated().map { index, item in
            guard let text = item.string else { throw unfit("\(name)/items/\(index)", item, "a string") }
            return text
        }
    }

    func object(_ name: String) throws -> GitHubBody? {
        try value(name, "an object", \.object).map(GitHubBody.init)
    }

    func required(_ name: String) throws -> String {
        guard let text = try text(name) else { throw missing(name) }
        return text
    }

    /// - Throws: 422 for a value that is not among these.
    func choice(_ name: String, _ values: [String]) throws -> String? {
        guard let text = try text(name) else { return nil }
        guard values.contains(text) else {
            throw GitHubError.invalidRequest(
                "For 'properties/\(name)', \(text) is not a member of [\(values.map { "\"\($0)\"" }.joined(separator: ", "))]."
            )
        }
        return text
    }

    func missing(_ name: String) -> GitHubError { .invalidRequest("\"\(name)\" wasn't supplied.") }

    private func value<Value>(_ name: String, _ type: String, _ read: (JSONValue) -> Value?) throws -> Value? {
        guard let json = self[name] else { return nil }
        guard let value = read(json) else { throw unfit(name, json, type) }
        return value
    }

    private func unfit(_ place: String, _ value: JSONValue, _ type: String) -> GitHubError {
        .invalidRequest("For 'properties/\(place)', \(value.shown) is not \(type).")
    }
}
