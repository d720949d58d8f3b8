extension World {
    /// Serves one call as every door does it: what was set to go wrong goes wrong, and the journal has it afterwards.
    /// Quick calls of an environment without faults are the one exception; they write their entry themselves.
    /// - Parameters:
    ///   - result: what the journal keeps of an answer.
    ///   - body: the work; it is not done when a fault comes first.
    /// - Throws: what the work throws, the error of a fault, or `BrokenConnection`.
    package func serve<Answer: Sendable>(
        _ call: JournalCall, result: (Answer) -> CallResult, _ body: () async throws -> Answer
    ) async throws -> Delivered<Answer> {
        let interference = faults.isQuiet ? nil : faults.judge(call, facts(of: call), at: call.startedAt)
        let applied = interference.map { [$0.applied(in: self)] } ?? []
        let delivery = interference?.delivery ?? .whole
        do {
            try await interference?.begin(in: self)
            let answer = try await body()
            journal.append(
                call, result(answer), faults: applied, isDelivered: delivery.arrives, at: clock.now())
            return Delivered(answer, delivery)
        } catch {
            journal.append(
                call, nil, failure: EmulatorError(ofCall: error), faults: applied, isDelivered: delivery.arrives,
                at: clock.now())
            // A reply that is lost is lost, whatever it would have said.
            if case .lost(let what) = delivery { throw BrokenConnection(what: what) }
            throw error
        }
    }

    /// What a call is about before anything is known of its outcome.
    private func facts(of call: JournalCall) -> CallFacts {
        var details = call.subject.details(of: call.request)
        let known = call.account ?? details.account.flatMap(identity(ofAccount:))
        details.identifier = details.identifier ?? known?.identifier
        details.connection = details.connection ?? known?.connection ?? onlyConnection(for: details)
        return CallFacts(door: call.door, operation: call.operation, details: details)
    }

    /// The connection that a tool would run on for an identifier alone; nil when that is not clear.
    private func onlyConnection(for details: CallDetails) -> String? {
        guard let tool = details.tool, let identifier = details.identifier else { return nil }
        let found = try? store.read { session in
            let provider = try ToolDirectory(world: self, in: session).tool(named: tool)?.providerKey
            return try ConnectedAccountTable.all(of: identifier, in: session).filter { $0.providerKey == provider }
        }
        let connections = Set((found ?? []).map(\.connector))
        return connections.count == 1 ? connections.first : nil
    }
}

extension Delivery {
    fileprivate var arrives: Bool {
        switch self {
        case .whole, .slow: true
        case .lost, .truncated: false
        }
    }
}

extension EmulatorError {
    /// What became of a call, in the words of the journal.
    package init(ofCall error: any Error) {
        switch error {
        case let error as EmulatorError: self = error
        case is CancellationError: self.init(.cancelled, "the caller went away")
        case is BrokenConnection: self.init(.unavailable, "the connection was broken", errorCode: "CONNECTION_RESET")
        default: self.init(.internal, "the emulator failed to answer; its log says why")
        }
    }
}
