extension Fault {
    enum Key: String, YAMLKeys {
        case operation
        case tool
        case connection
        case identifier
        case door
        case parameters
        case after
        case every
        case times
        case retries
        case window
        case error
        case toolError = "tool_error"
        case rateLimited = "rate_limited"
        case latency
        case reset
        case truncate
        case loseReply = "lose_reply"
        case slowBody = "slow_body"

        static let effects: [Key] = [.error, .toolError, .rateLimited, .reset, .truncate, .loseReply, .slowBody]
    }

    /// The faults of a document `{faults: […]}`, or of a list.
    /// - Throws: INVALID_ARGUMENT with line and column of every mistake.
    package static func parse(_ bytes: [UInt8], fileName: String) throws -> [(Fault, JSONValue)] {
        try YAMLFile(name: fileName, bytes: bytes).read { yaml in
            enum Key: String, YAMLKeys { case faults }
            if yaml.isList { return yaml.list(withDefinition) }
            return yaml.mapping(of: Key.self)?.required(.faults)?.list(withDefinition)
        }
    }

    /// A fault together with the text it came from.
    static func withDefinition(_ yaml: YAMLValue) -> (Fault, JSONValue)? {
        guard let fault = Fault(yaml), let definition = yaml.json() else { return nil }
        return (fault, definition)
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let given = Key.effects.filter { map[$0] != nil }
        let names = Key.effects.map(\.rawValue).joined(separator: ", ")
        if given.isEmpty, map[.latency] == nil { yaml.refuse("say what goes wrong: \(names) or latency") }
        if given.count > 1 { yaml.refuse("give one of \(names), not several; latency may stand beside it") }
        let pattern = CallPattern(
            operation: map[.operation]?.text(.line), tool: map[.tool]?.text(.line),
            connection: map[.connection]?.text(.line), identifier: map[.identifier]?.text(.line),
            door: map[.door]?.door(), parameters: map[.parameters]?.patterns())
        let latency = map[.latency].map { Latency($0) }
        let effect = given.first.flatMap { key in map[key].map { Effect(key, $0) } }
        if case .some(nil) = effect { return nil }
        if case .some(nil) = latency { return nil }
        self.init(
            pattern: pattern, turns: Turns(map), latency: latency.flatMap(\.self), effect: effect.flatMap(\.self))
    }
}

extension Fault.Turns {
    fileprivate init(_ map: YAMLMapping<Fault.Key>) {
        let counts = 1...1_000_000
        after = map[.after]?.wholeNumber(0...1_000_000) ?? 0
        every = map[.every]?.wholeNumber(counts) ?? 1
        times = map[.times]?.wholeNumber(counts)
        let isOnce = map[.retries]?.choice(of: [("once", true), ("each", false)]) ?? false
        let window = map[.window]?.duration(1...3_600)
        if window != nil, !isOnce { map[.window]?.refuse("goes with \"retries: once\" only") }
        retryWindow = isOnce ? window ?? Self.standardWindow : nil
    }

    /// Seconds. SDKs wait up to two between their attempts.
    private static let standardWindow = 10.0
}

extension Fault.Latency {
    enum Key: String, YAMLKeys {
        case min
        case max
    }

    fileprivate init?(_ yaml: YAMLValue) {
        if yaml.scalar != nil {
            guard let seconds = yaml.latency() else { return nil }
            self.init(least: seconds, most: seconds)
            return
        }
        guard let map = yaml.mapping(of: Key.self), let least = map.required(.min)?.latency(),
            let most = map.required(.max)?.latency()
        else { return nil }
        if most < least { yaml.refuse("max is less than min") }
        self.init(least: least, most: most)
    }
}
