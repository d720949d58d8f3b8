extension Provider {
    /// The base URL with its `{{placeholders}}` filled from what the account and its connection say; one that
    /// nobody filled stays as it is.
    func baseURL(for account: ConnectedAccount, on connection: Connection) -> String {
        let template = connection.resolvedProxyURL ?? baseURL
        guard template.contains("{{") else { return template }
        let filled = TextTemplate(template).render { name in .string(account.setting(name) ?? "{{\(name)}}") }
        return filled.shown
    }
}

extension ConnectedAccount {
    /// What the account says about its provider, wherever it was given (spec/actions.md section 6.3).
    func setting(_ name: String) -> String? {
        var places = [JSONValue.object(apiConfig), apiConfig["path_variables"] ?? .null]
        switch credentials {
        case .staticAuth(let details): places += [.object(details), details["path_variables"] ?? .null]
        case .oauthToken(let token) where name == "domain" && !token.domain.isEmpty: return token.domain
        case .oauthToken, .googleDWD, .trustedIDP, nil: break
        }
        return places.lazy.compactMap { $0[name] }.first { !$0.isNull }?.shown
    }
}
