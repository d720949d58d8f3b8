extension ConnectedAccount {
    /// The user, or the mailbox, that the account acts as at the provider.
    package var actingIdentity: String { providerIdentity ?? identifier }

    /// What the provider's page proposes to continue as: the identifier, or a believable address made of it, because
    /// providers know people by their addresses.
    package var suggestedIdentity: String {
        guard !identifier.contains("@") else { return identifier }
        let words = identifier.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
        let name = words.joined(separator: "-").prefix(60)
        return "\(name.isEmpty ? "someone" : name)@example.com"
    }
}
