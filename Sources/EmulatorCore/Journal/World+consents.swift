extension World {
    /// Whose account on which connection a magic link is for; nil for one that is not here.
    package func consentDetails(link token: String) -> CallDetails? {
        guard let opened = try? magicLinks.open(token) else { return nil }
        return CallDetails(
            identifier: opened.account.identifier, connection: opened.account.connector,
            account: opened.account.id.description)
    }

    /// The same for the `state` of an authorization.
    package func consentDetails(state: String) -> CallDetails? {
        let authorization = try? store.read { try AuthorizationTable.find(state, in: $0) }
        return authorization.flatMap { $0 }.flatMap { consentDetails(link: $0.link) }
    }
}
