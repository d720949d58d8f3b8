extension Assertion {
    enum Key: String, YAMLKeys {
        case called
        case never
        case order
        case onlyIdentifier = "only_identifier"
        case onlyScopedTools = "only_scoped_tools"
        case noWrites = "no_writes"
        case credentialsNeverRead = "credentials_never_read"
        case times
        case retries

        static let claims: [Key] = [
            .called, .never, .order, .onlyIdentifier, .onlyScopedTools, .noWrites, .credentialsNeverRead,
        ]
    }

    /// The assertions of a document `{assertions: […]}`.
    /// - Throws: INVALID_ARGUMENT with line and column of every mistake.
    package static func parse(_ bytes: [UInt8], fileName: String) throws -> [Assertion] {
        try YAMLFile(name: fileName, bytes: bytes).read { yaml in
            enum Key: String, YAMLKeys { case assertions }
            return yaml.mapping(of: Key.self)?.required(.assertions)?.list(Assertion.init)
        }
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let given = Key.claims.filter { map[$0] != nil }
        let names = Key.claims.map(\.rawValue).joined(separator: ", ")
        guard given.count == 1, let key = given.first, let value = map[key] else {
            yaml.refuse("must have exactly one of \(names)")
            return nil
        }
        if key != .called { map[.times]?.refuse("goes with \"called\" only") }
        let retries = map[.retries]?.choice(of: [("once", true), ("each", false)])
        guard let claim = Claim(key, value, times: map[.times]), let definition = yaml.json() else { return nil }
        self.init(claim: claim, countsRetriesOnce: retries ?? false, definition: definition)
    }
}

extension Assertion.Claim {
    fileprivate init?(_ key: Assertion.Key, _ value: YAMLValue, times: YAMLValue?) {
        switch key {
        case .called:
            let times = times.map { Assertion.Times($0) } ?? Assertion.Times(atLeast: 1)
            guard let pattern = CallPattern(value), let times else { return nil }
            self = .called(pattern, times)
        case .never:
            guard let pattern = CallPattern(value) else { return nil }
            self = .called(pattern, Assertion.Times(atMost: 0))
        case .order:
            guard let patterns = value.list(CallPattern.init) else { return nil }
            if patterns.count < 2 { value.refuse("needs at least two calls") }
            self = .order(patterns)
        case .onlyIdentifier:
            guard let names = value.isList ? value.texts(.line) : value.text(.line).map({ [$0] }) else { return nil }
            self = .onlyIdentifiers(names)
        case .onlyScopedTools:
            guard let (identifier, filter) = value.scope() else { return nil }
            self = .onlyScopedTools(identifier, filter)
        case .noWrites:
            guard let pattern = value.trueOrPattern() else { return nil }
            self = .noWrites(pattern)
        case .credentialsNeverRead:
            guard let pattern = value.trueOrPattern() else { return nil }
            self = .credentialsNeverRead(pattern)
        case .times, .retries: return nil
        }
    }
}

extension Assertion.Times {
    private enum Key: String, YAMLKeys {
        case exactly
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    fileprivate init?(_ yaml: YAMLValue) {
        let counts = 0...1_000_000
        if case .number = yaml.scalar {
            guard let exactly = yaml.wholeNumber(counts) else { return nil }
            self.init(atLeast: exactly, atMost: exactly)
            return
        }
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        if let exactly = map[.exactly] {
            if map[.atLeast] != nil || map[.atMost] != nil { yaml.refuse("give exactly, or at_least and at_most") }
            guard let count = exactly.wholeNumber(counts) else { return nil }
            self.init(atLeast: count, atMost: count)
            return
        }
        if map[.atLeast] == nil, map[.atMost] == nil { yaml.refuse("say exactly, at_least or at_most") }
        let least = map[.atLeast]?.wholeNumber(counts) ?? 0
        let most = map[.atMost]?.wholeNumber(counts)
        if let most, most < least { yaml.refuse("at_most is less than at_least") }
        self.init(atLeast: least, atMost: most)
    }
}

extension YAMLValue {
    /// `true`, for every call, or a pattern that says for which.
    fileprivate func trueOrPattern() -> CallPattern? {
        guard scalar != nil else { return CallPattern(self) }
        guard scalar == .bool(true) else {
            refuse(expected: "true, or an object that says for which calls")
            return nil
        }
        return CallPattern()
    }

    private enum ScopeKey: String, YAMLKeys {
        case identifier
        case providers
        case toolNames = "tool_names"
        case connectionNames = "connection_names"
    }

    /// An identifier, or the request of ListScopedTools with its filter.
    fileprivate func scope() -> (String, ScopedToolFilter)? {
        if scalar != nil { return text(.line).map { ($0, ScopedToolFilter()) } }
        guard let map = mapping(of: ScopeKey.self), let identifier = map.required(.identifier)?.text(.line) else {
            return nil
        }
        return (
            identifier,
            ScopedToolFilter(
                providers: map[.providers]?.texts(.line) ?? [], names: map[.toolNames]?.texts(.line) ?? [],
                connections: map[.connectionNames]?.texts(.line) ?? [])
        )
    }
}
