/// Management of the catalogue itself. It is for one environment here: nothing that a client does may reach another.
extension Providers {
    /// - Parameter identifier: letters, digits, `_` and `-`; kept in upper case, as all keys are.
    /// - Throws: ALREADY_EXISTS; INVALID_ARGUMENT naming every member that will not do.
    package func create(_ identifier: String, _ details: ProviderDetails) throws -> ProviderRecord {
        try details.check()
        let key = identifier.uppercased()
        return try change { session, directory in
            guard directory.record(key: key) == nil else {
                throw EmulatorError(
                    .alreadyExists, "provider already exists: \(key)",
                    hint: "Identifiers are the same whatever their case; change that one with UpdateProvider.")
            }
            let id: ProviderID = try world.ids.next(in: session)
            return try save(ProviderRecord(id: id, key: key, isCustom: false, details: details), in: session)
        }
    }

    /// - Parameter change: what the caller wants changed, of the present details.
    /// - Throws: NOT_FOUND, also for custom providers; INVALID_ARGUMENT naming every member that will not do.
    package func update(_ identifier: String, _ change: (inout ProviderDetails) -> Void) throws -> ProviderRecord {
        try self.change { session, directory in
            var record = try standard(identifier, in: directory)
            change(&record.details)
            try record.details.check()
            return try save(record, in: session)
        }
    }

    /// - Throws: NOT_FOUND, also for custom providers; PERMISSION_DENIED while something uses it.
    package func delete(_ identifier: String) throws {
        try change { session, directory in
            let record = try standard(identifier, in: directory)
            try requireUnused(record.key, in: session)
            if world.catalogue.provider(key: record.key) == nil {
                try ProviderTable.delete(record.id, in: session)
            } else {
                try ProviderTable.save(record, isDeleted: true, in: session)
            }
            try ProviderTable.deleteRest(of: record.key, in: session)
            world.toolPlaces.changed()
        }
    }

    private func standard(_ identifier: String, in directory: ProviderDirectory) throws -> ProviderRecord {
        let found = directory.provider(named: identifier).flatMap { directory.record(key: $0.key) }
        if let found, !found.isCustom { return found }
        let near = NearestName.to(identifier.uppercased(), in: directory.keys(.standard))
        throw EmulatorError.notFound(
            "provider", identifier,
            hint: found != nil
                ? "It is a custom provider: use UpdateCustomProvider or DeleteCustomProvider."
                : near.map { "Did you mean \($0)?" })
    }
}

extension ProviderDetails {
    /// - Throws: INVALID_ARGUMENT naming every member that will not do.
    fileprivate func check() throws {
        let mistakes = MemberMistakes()
        if !proxyURL.isEmpty, !proxyURL.isSecureURL {
            mistakes.add(
                "provider.proxy_url", "value must be an https:// URL, or http:// on this machine",
                constraint: "proxy_url")
        }
        if authPatterns.isEmpty {
            mistakes.add("provider.auth_patterns", "value must have a pattern", constraint: "auth_patterns.count")
        }
        for (index, pattern) in authPatterns.enumerated() {
            _ = AuthPattern(pattern, at: "provider.auth_patterns[\(index)]", mistakes)
        }
        if let error = mistakes.error { throw error }
    }
}
