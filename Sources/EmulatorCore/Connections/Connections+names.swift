/// Which connections exist without anybody having made them.
extension Connections {
    /// Finds a connection by its exact name.
    /// - Parameter creating: whether the name `<slug>-` and eight letters or digits makes a connection of that
    ///   provider. Operations that write say true; reads never make anything.
    /// - Throws: NOT_FOUND, with the names that come nearest.
    package func resolve(_ name: String, creating: Bool) throws -> Connection {
        if let connection = try find(keyID: name) { return connection }
        guard creating else { return try world.store.read { throw try unknown(name, in: $0) } }
        return try world.write { try resolve(name, creating: true, in: $0) }
    }

    func resolve(_ name: String, creating: Bool, in session: Store.Session) throws -> Connection {
        if let connection = try ConnectionTable.find(keyID: name, in: session) { return connection }
        guard creating, !world.settings.strictConnections,
            let provider = try provider(ofImplicitName: name, in: session)
        else {
            throw try unknown(name, in: session)
        }
        return try insertImplicit(name, of: provider, in: session)
    }

    func unknown(_ name: String, in session: Store.Session) throws -> EmulatorError {
        let names = try ConnectionTable.keyIDs(in: session)
        let near = nearestNames(to: name, among: names)
        let hint =
            if names.isEmpty {
                "This environment has no connections; create one with CreateEnvironmentConnection."
            } else if near.isEmpty {
                "Some that exist: \(names.prefix(8).joined(separator: ", "))."
            } else {
                "Did you mean \(near.joined(separator: " or "))?"
            }
        return .notFound("connection", name, hint: hint)
    }

    /// Makes the connection of every provider in the catalogue that never had one, or, when only explicit ones
    /// may exist, removes those that nobody uses.
    func offer(strictly: Bool, in session: Store.Session) throws {
        let offered = try WorldTable.offeredProviders(in: session)
        if strictly {
            try ConnectionTable.deleteUnusedImplicit(in: session)
            for slug in offered where try ConnectionTable.id(keyID: slug, in: session) == nil {
                try WorldTable.forgetOffered(slug, in: session)
            }
            return
        }
        for provider in world.catalogue.providers
        where !offered.contains(provider.slug) && !provider.authPatterns.isEmpty {
            if try ConnectionTable.id(keyID: provider.slug, in: session) == nil {
                _ = try insertImplicit(provider.slug, of: provider, in: session)
            }
            try WorldTable.noteOffered(provider.slug, in: session)
        }
    }

    private func provider(ofImplicitName name: String, in session: Store.Session) throws -> Provider? {
        let suffix = name.utf8.suffix(9)
        guard suffix.count == 9, suffix.first == UInt8(ascii: "-"),
            suffix.dropFirst().allSatisfy({ Character(UnicodeScalar($0)).isASCIILetterOrDigit })
        else { return nil }
        return try world.providers.directory(in: session).provider(slug: String(name.dropLast(9)))
    }

    private func insertImplicit(_ name: String, of provider: Provider, in session: Store.Session) throws -> Connection {
        let draft = ConnectionDraft(keyID: name, providerKey: provider.key)
        let connection = try connection(from: draft, in: session)
        try ConnectionTable.insert(connection, isImplicit: true, in: session)
        return connection
    }
}

extension Character {
    fileprivate var isASCIILetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}

/// Up to three names that somebody who typed `name` may have meant, the nearest first.
private func nearestNames(to name: String, among names: [String]) -> [String] {
    let wanted = name.prefix(64).lowercased()
    let scored = names.compactMap { candidate -> (name: String, distance: Int)? in
        let lowercased = candidate.prefix(64).lowercased()
        if !wanted.isEmpty, lowercased.hasPrefix(wanted) || wanted.hasPrefix(lowercased) { return (candidate, 0) }
        let distance = NearestName.distance(Array(wanted), Array(lowercased))
        return distance <= max(1, wanted.count / 3) ? (candidate, distance) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}
