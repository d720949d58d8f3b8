extension Assertions {
    func onlyScopedTools(_ identifier: String, _ filter: ScopedToolFilter, _ calls: [WitnessedCall]) throws -> Finding?
    {
        let names = try scopedNames(identifier, filter)
        let strangers = calls.filter { call in
            guard call.facts.details.identifier == identifier, let tool = call.facts.details.tool else { return false }
            return !names.contains(tool)
        }
        guard let first = strangers.first else { return nil }
        return Finding(
            "Expected \(identifier) to call only the \(names.count) tools of its scoped list, and "
                + "\(first.facts.details.tool ?? "") is none of them.",
            strangers.map { ($0, "\($0.facts.details.tool ?? "") is not in the scoped list of \(identifier)") })
    }

    /// What ListScopedTools says now.
    private func scopedNames(_ identifier: String, _ filter: ScopedToolFilter) throws -> Set<String> {
        var names: Set<String> = []
        var token = ""
        repeat {
            let page = try world.tools.listScoped(identifier, filter, page: .init(size: 1_000, token: token))
            names.formUnion(page.items.map(\.tool.name))
            token = page.nextPageToken
        } while !token.isEmpty
        return names
    }

    func noWrites(_ pattern: CallPattern, _ calls: [WitnessedCall]) throws -> Finding? {
        let writes = try world.store.read { session in
            let directory = try ToolDirectory(world: world, in: session)
            return try calls.compactMap { call -> (call: WitnessedCall, why: String)? in
                guard pattern.miss(call.facts) == nil else { return nil }
                return try write(call, directory).map { (call, $0) }
            }
        }
        guard let first = writes.first else { return nil }
        let count = writes.count == 1 ? "one call may" : "\(writes.count) calls may"
        return Finding(
            "Expected nothing to be written, and \(count) have changed something: \(first.call.name), \(first.why).",
            writes)
    }

    /// Why a call may have changed something at a provider; nil when it cannot have.
    private func write(_ call: WitnessedCall, _ directory: ToolDirectory) throws -> String? {
        if let name = call.facts.details.tool {
            guard let tool = try directory.tool(named: name), !tool.isReadOnly else { return nil }
            return "\(name) is not annotated as read-only"
        }
        guard call.facts.door == .proxy, let verb = call.facts.operation.split(separator: " ").first,
            !["GET", "HEAD", "OPTIONS"].contains(verb)
        else { return nil }
        return "\(verb) through the proxy may change something"
    }

    func credentialsNeverRead(_ pattern: CallPattern, _ calls: [WitnessedCall]) -> Finding? {
        let reads = calls.filter { pattern.miss($0.facts) == nil && hasReadCredentials($0) }
        guard let first = reads.first else { return nil }
        return Finding(
            "Expected nobody to read credentials, and \(first.name) was answered with some.",
            reads.map { ($0, "its answer holds authorization_details") })
    }

    private func hasReadCredentials(_ call: WitnessedCall) -> Bool {
        guard !call.entry.isFailure, call.facts.door == .grpc || call.facts.door == .rest else { return false }
        // Who brings a credential knows it already.
        if call.facts.details.parameters["connected_account"]?["authorization_details"] != nil { return false }
        let result = call.entry.answer.flatMap(call.entry.call.subject.result)
        return result?["connected_account"]?["authorization_details"].map { $0 != .null } ?? false
    }
}

extension Tool {
    /// By its annotations, whether it is of the catalogue or was registered.
    fileprivate var isReadOnly: Bool {
        guard let registeredDefinition else { return annotations.isReadOnly }
        return registeredDefinition["annotations"]?["read_only_hint"] == .bool(true)
    }
}
