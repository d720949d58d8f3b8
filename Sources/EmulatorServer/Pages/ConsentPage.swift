import EmulatorCore

/// What `consent.mustache` shows.
struct ConsentPage {
    let values: [String: Any]

    init(_ opened: OpenedMagicLink, token: String, csrf: String, error: String?) {
        let name = opened.provider?.displayName ?? opened.connection.providerKey
        let fields = opened.fields + opened.accountFields
        let isForm = !opened.fields.isEmpty
        values = [
            "title": "Connect \(name)",
            "providerName": name,
            "identifier": opened.account.identifier,
            "connector": opened.account.connector,
            "action": "/magicLink/\(token)",
            "csrf": csrf,
            "hasScopes": !opened.scopes.isEmpty,
            "scopes": opened.scopes.map { ["name": $0.name, "description": $0.description] as [String: Any] },
            "fields": fields.map(Self.field),
            "approveLabel": isForm ? "Connect" : "Approve",
            "error": error ?? false,
        ]
    }

    private static func field(_ field: CredentialField) -> [String: Any] {
        [
            "name": field.name,
            "label": field.label,
            "hint": field.hint.isEmpty ? false : field.hint as Any,
            "required": field.required,
            "isSelect": field.inputType == .select,
            "isTextarea": field.inputType == .textarea,
            "isInput": field.inputType == .text || field.inputType == .password,
            "inputType": field.inputType.rawValue,
            "options": field.options.map { ["value": $0.value, "displayName": $0.displayName] as [String: Any] },
        ]
    }
}
