extension RateLimit {
    enum Key: String, YAMLKeys {
        case requests
        case per
        case by
        case operation
        case tool
        case connection
        case identifier
        case door
    }

    /// The limits of a document `{rate_limits: […]}`, or of a list.
    /// - Throws: INVALID_ARGUMENT with line and column of every mistake.
    package static func parse(_ bytes: [UInt8], fileName: String) throws -> [(RateLimit, JSONValue)] {
        try YAMLFile(name: fileName, bytes: bytes).read { yaml in
            enum Key: String, YAMLKeys { case rateLimits = "rate_limits" }
            if yaml.isList { return yaml.list(withDefinition) }
            return yaml.mapping(of: Key.self)?.required(.rateLimits)?.list(withDefinition)
        }
    }

    /// A limit together with the text it came from.
    static func withDefinition(_ yaml: YAMLValue) -> (RateLimit, JSONValue)? {
        guard let limit = RateLimit(yaml), let definition = yaml.json() else { return nil }
        return (limit, definition)
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let pattern = CallPattern(
            operation: map[.operation]?.text(.line), tool: map[.tool]?.text(.line),
            connection: map[.connection]?.text(.line), identifier: map[.identifier]?.text(.line),
            door: map[.door]?.door())
        let counting = map[.by]?.choice(of: Counting.allCases.map { ($0.rawValue, $0) })
        let requests = map.required(.requests)?.wholeNumber(0...1_000_000_000)
        let interval = map.required(.per)?.duration(1...86_400)
        guard let requests, let interval else { return nil }
        self.init(
            pattern: pattern, requests: requests, interval: interval, counting: counting ?? .environment)
    }
}
