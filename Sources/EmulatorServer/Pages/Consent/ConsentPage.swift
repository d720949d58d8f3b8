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
        let problems = error.map { FormProblems($0, inputs: fields.inputs) }
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
                CredentialFieldRow.values(
                    $0, typed: typed, errors: error?.messages ?? [:], focus: problems?.focus)
            },
            "error": problems?.values ?? false,
        ]
    }

    private static func wayIn(_ opened: OpenedMagicLink) -> String {
        let pattern = opened.provider?.authPatterns.first { $0.type == opened.connection.type }
        return pattern?.displayName ?? opened.connection.type.wireName
    }
}
