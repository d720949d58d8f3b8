/// The stubs of one environment, in the order in which they are asked; the first that matches answers.
package struct Stubs: Sendable {
    let world: World

    /// More would make every call slow.
    static let limit = 1_000

    package var isEmpty: Bool {
        get throws { try world.store.read { try world.stubCache.isEmpty(in: $0) } }
    }

    package func list() throws -> [StubState] {
        try world.store.read { try StubTable.all(in: $0, cache: world.stubCache) }
    }

    /// Puts these in the place of all there are.
    /// - Throws: INVALID_ARGUMENT with line and column of every mistake.
    package func replace(_ stubs: [(Stub, JSONValue)]) throws {
        try world.write { session in
            try StubTable.clear(in: session)
            try insert(stubs, in: session)
            world.stubCache.changed()
        }
    }

    /// Puts these before those there are, so that they are asked first.
    package func add(_ stubs: [(Stub, JSONValue)]) throws {
        try world.write { session in
            let old = try StubTable.all(in: session, cache: world.stubCache)
            try StubTable.clear(in: session)
            try insert(stubs, in: session)
            for state in old { try StubTable.insert(state, in: session) }
            try requireRoom(in: session)
            world.stubCache.changed()
        }
    }

    package func clear() throws {
        try world.write { session in
            try StubTable.clear(in: session)
            world.stubCache.changed()
        }
    }

    private func insert(_ stubs: [(Stub, JSONValue)], in session: Store.Session) throws {
        for (stub, definition) in stubs {
            let id = "stub_\(try world.ids.serial(in: session))"
            try StubTable.insert(
                StubState(id: id, stub: stub, definition: definition, hits: 0, lastMiss: nil), in: session)
        }
        try requireRoom(in: session)
    }

    private func requireRoom(in session: Store.Session) throws {
        guard try StubTable.count(in: session) > Self.limit else { return }
        throw EmulatorError(.resourceExhausted, "an environment can have \(Self.limit) stubs; clear some first")
    }

    /// The answer of the first stub that matches; nil when none does.
    func answer(_ call: UpstreamCall, in session: Store.Session) throws -> UpstreamAnswer? {
        guard try !world.stubCache.isEmpty(in: session) else { return nil }
        for state in try StubTable.all(in: session, cache: world.stubCache) {
            let isSpent = state.stub.times.map { state.hits >= $0 } ?? false
            if let miss = isSpent ? "it has answered \(state.hits) times" : state.stub.match.miss(call)?.reason {
                if state.lastMiss != miss { try StubTable.note(miss: miss, of: state.id, in: session) }
                continue
            }
            try StubTable.noteHit(of: state.id, in: session)
            let answer = state.stub.answers[min(state.hits, state.stub.answers.count - 1)]
            return try render(answer, call, in: session)
        }
        return nil
    }

    /// Why the stub that came nearest did not match; nil when there is none for this kind of call.
    func nearestMiss(_ call: UpstreamCall, in session: Store.Session) throws -> String? {
        try StubTable.all(in: session, cache: world.stubCache)
            .compactMap { state in state.stub.match.miss(call).map { (state.id, $0.reason, $0.kept) } }
            .max { $0.2 < $1.2 }.map { "\($0.0): \($0.1)." }
    }

    private func render(_ answer: Stub.Answer, _ call: UpstreamCall, in session: Store.Session) throws
        -> UpstreamAnswer
    {
        var values = call.values(world, session)
        var status = answer.status
        var data = answer.data
        if let failure = answer.failure {
            values.error = failure
            data = call.target.provider.errorBody
            if call.target.provider.reportsErrorsInData, failure.status != 429 { status = 200 }
        }
        let body = try data?.rendered(values.value)
        return UpstreamAnswer(
            response: UpstreamResponse(
                status: status, headers: answer.headers, body: body.map(UpstreamResponse.Body.json) ?? .none),
            delay: answer.latency)
    }
}
