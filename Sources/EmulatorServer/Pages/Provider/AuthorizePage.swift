import EmulatorCore

/// What `authorize.mustache` shows: the provider asks the person.
struct AuthorizePage {
    let values: [String: Any]

    /// - Parameters:
    ///   - form: what was sent before, when it did not do.
    ///   - error: what was wrong with it.
    init(
        _ page: OpenedAuthorization, environment: Environment, action: String, csrf: String, form: PageForm?,
        error: EmulatorError?
    ) {
        let opened = page.opened
        let name = opened.provider?.displayName ?? opened.connection.providerKey
        let messages = error?.messages ?? [:]
        let approval = form?.approval
        let problems = error.map { FormProblems($0, inputs: Self.inputs(opened.accountFields)) }
        values = [
            "title": "Connect \(name)",
            "providerName": name,
            "mark": ProviderMark(name: name, slug: opened.provider?.slug ?? opened.connection.providerKey).values,
            "identifier": opened.account.identifier,
            "connector": opened.account.connector,
            "environment": environment.id,
            "clientID": environment.clientID,
            "action": action,
            "hidden": (page.request.parameters + [("csrf_token", csrf)]).map {
                ["name": $0.name, "value": $0.value] as [String: Any]
            },
            "identity": approval?.identity ?? opened.account.suggestedIdentity,
            "identityError": messages["identity"] ?? false,
            "identityHasFocus": problems?.focus == "identity",
            "hasScopes": !opened.scopes.isEmpty,
            "scopesError": messages["scopes"] ?? false,
            "scopes": opened.scopes.enumerated().map { index, scope in
                Self.row(
                    scope, index: index, required: opened.connection.requiredScopes, ticked: approval?.grantedScopes,
                    focus: problems?.focus)
            },
            "hasFields": !opened.accountFields.isEmpty,
            "fields": opened.accountFields.map {
                CredentialFieldRow.values(
                    $0, typed: approval?.fields ?? [:], errors: messages, focus: problems?.focus)
            },
            "failures": ProviderFailure.allCases.map { ["name": $0.rawValue] as [String: Any] },
            "error": problems?.values ?? false,
        ]
    }

    private static func inputs(_ fields: [CredentialField]) -> FormProblems.Inputs {
        [("identity", "Continue as", "identity")] + fields.inputs
            + [("scopes", "What it will be able to do", "scope-0")]
    }

    private static func row(
        _ scope: AuthPattern.Scope, index: Int, required: [String], ticked: [String]?, focus: String?
    ) -> [String: Any] {
        let isRequired = required.contains(scope.name)
        return [
            "name": scope.name, "description": scope.description.isEmpty ? false : scope.description as Any,
            "index": index, "isRequired": isRequired, "isTicked": isRequired || ticked?.contains(scope.name) ?? true,
            "hasFocus": focus == "scope-\(index)",
        ]
    }
}
