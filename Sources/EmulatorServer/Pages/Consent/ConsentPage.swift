import EmulatorCore

/// What `consent.mustache` shows: the form that this server hosts for everything that is not asked at a provider.
struct ConsentPage {
    let values: [String: Any]

    init(
        _ opened: OpenedMagicLink, environment: Environment, action: String, csrf: String, typed: [String: String],
        error: EmulatorError?
    ) {
        let name = opened.provider?.displayName ?? opened.connection.providerKey
        let fields = opened.fields + opened.accountFields
        values = [
            "title": "Connect \(name)",
            "providerName": name,
            "mark": ProviderMark(name: name, slug: opened.provider?.slug ?? opened.connection.providerKey).values,
            "identifier": opened.account.identifier,
            "connector": opened.account.connector,
            "environment": environment.id,
            "clientID": environment.clientID,
            "action": action,
            "csrf": csrf,
            "isConsentOnly": opened.isConsentOnly,
            "hasFields": !fields.isEmpty,
            "needsNothing": fields.isEmpty && !opened.isConsentOnly,
            "wayIn": Self.wayIn(opened),
            "fields": fields.map {
                CredentialFieldRow.values($0, typed: typed, errors: error?.messages ?? [:])
            },
            "error": error.map { Self.summary($0, fields: fields) } ?? false,
        ]
    }

    private static func wayIn(_ opened: OpenedMagicLink) -> String {
        let pattern = opened.provider?.authPatterns.first { $0.type == opened.connection.type }
        return pattern?.displayName ?? opened.connection.type.wireName
    }

    /// One line above the form; the fields say the rest.
    static func summary(_ error: EmulatorError, fields: [CredentialField]) -> String {
        let labels = error.violations.compactMap { violation in
            fields.first { $0.name == violation.field }?.label
        }
        guard !labels.isEmpty else {
            return error.violations.first.map { "\($0.field): \($0.description)" } ?? error.message
        }
        return "Please look at: \(labels.joined(separator: ", "))"
    }
}
