/// Providers that an environment makes for itself.
extension Providers {
    /// - Throws: INVALID_ARGUMENT naming every member that will not do; ALREADY_EXISTS for a display name that another
    ///   custom provider has.
    package func createCustom(_ details: ProviderDetails) throws -> ProviderRecord {
        try details.checkCustom()
        return try change { session, directory in
            try requireFree(details.displayName, except: nil, in: directory)
            let id: ProviderID = try world.ids.next(in: session)
            let record = ProviderRecord(
                id: id, key: Self.identifier(details.displayName, id), isCustom: true, details: details)
            return try save(record, in: session)
        }
    }

    /// Replaces name, URL, patterns and metadata. An empty description or icon leaves the old one, and a switched-off
    /// proxy cannot be told from one that was not mentioned, so it is only ever switched on here.
    /// - Throws: NOT_FOUND, and as `createCustom`.
    package func updateCustom(_ identifier: String, _ changes: ProviderDetails) throws -> ProviderRecord {
        try changes.checkCustom()
        return try change { session, directory in
            var record = try custom(identifier, in: directory)
            try requireFree(changes.displayName, except: record.key, in: directory)
            var details = changes
            let old = record.details
            if details.description.isEmpty { details.description = old.description }
            if details.iconSource.isEmpty { details.iconSource = old.iconSource }
            details.isProxyEnabled = changes.isProxyEnabled || old.isProxyEnabled
            record.details = details
            return try save(record, in: session)
        }
    }

    /// - Throws: NOT_FOUND; PERMISSION_DENIED while connections or accounts use it.
    package func deleteCustom(_ identifier: String) throws {
        try change { session, directory in
            let record = try custom(identifier, in: directory)
            try requireUnused(record.key, in: session)
            try ProviderTable.delete(record.id, in: session)
            try ProviderTable.deleteRest(of: record.key, in: session)
            world.toolPlaces.changed()
        }
    }

    private func custom(_ identifier: String, in directory: ProviderDirectory) throws -> ProviderRecord {
        let found = directory.record(key: identifier) ?? directory.record(key: identifier.uppercased())
        if let found, found.isCustom { return found }
        let near = NearestName.to(identifier, in: directory.keys(.custom))
        throw EmulatorError.notFound(
            "custom provider", identifier,
            hint: near.map { "Did you mean \($0)?" } ?? "ListProviders with the filter CUSTOM names them all.")
    }

    private func requireFree(_ name: String, except key: String?, in directory: ProviderDirectory) throws {
        let taken = directory.keys(.custom).compactMap(directory.record).first {
            $0.key != key && $0.details.displayName.lowercased() == name.lowercased()
        }
        guard let taken else { return }
        throw EmulatorError(
            .alreadyExists, "a custom provider with this display name already exists: \(name)",
            hint: "It is \(taken.key); update that one, or choose another display_name.")
    }

    /// In the look of the contract's example: the name's letters and digits, and a number.
    private static func identifier(_ name: String, _ id: ProviderID) -> String {
        "\(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.uppercased()):\(id.number)"
    }
}

extension ProviderDetails {
    /// - Throws: INVALID_ARGUMENT naming every member that will not do.
    func checkCustom() throws {
        let mistakes = MemberMistakes()
        checkCustom(at: "provider", mistakes)
        if let error = mistakes.error { throw error }
    }

    func checkCustom(at path: String, _ mistakes: MemberMistakes) {
        if proxyURL.count > 2_048 {
            mistakes.add(
                "\(path).proxy_url", "value length must be at most 2048 characters", constraint: "string.max_len")
        }
        if !proxyURL.isSecureURL {
            mistakes.add(
                "\(path).proxy_url", "value must be an https:// URL, or http:// on this machine",
                constraint: "proxy_url")
        }
        if authPatterns.count != 1 {
            mistakes.add(
                "\(path).auth_patterns", "value must have exactly one pattern, not \(authPatterns.count)",
                constraint: "auth_patterns.count")
        }
        for (index, pattern) in authPatterns.enumerated() {
            _ = AuthPattern(pattern, at: "\(path).auth_patterns[\(index)]", mistakes)
        }
    }
}
