/// Credentials that come from a form, or that are made up where nobody fills one in.
extension TokenMint {
    /// What the values of a credential form come to.
    func submitted(_ fields: [String: String], by identifier: String) throws -> HeldCredentials {
        try obtained(with: credentials(fields, by: identifier), scopes: nil)
    }

    /// As if somebody had consented, or had filled the form with something plausible.
    func invented(for identifier: String, fields given: [String: String]) throws -> HeldCredentials {
        if connection.type.redirects { return try consented(scopes: connection.requestedScopes) }
        var fields = given
        for field in pattern?.fields ?? [] where (fields[field.name] ?? "").isEmpty && field.required {
            fields[field.name] =
                if let option = field.options.first {
                    option.value
                } else if field.inputType == .password {
                    try accessToken()
                } else {
                    identifier
                }
        }
        return try submitted(fields, by: identifier)
    }

    private func credentials(_ fields: [String: String], by identifier: String) -> Credentials {
        switch connection.type {
        case .googleDWD: .googleDWD(.init(subject: fields["subject"] ?? identifier))
        case .trustedIDP: .trustedIDP(.init(dbUser: fields["db_user"] ?? ""))
        default: .staticAuth(details(fields))
        }
    }

    /// What belongs into the base URL stands apart from what authenticates (spec/actions.md section 6.3).
    private func details(_ fields: [String: String]) -> [String: JSONValue] {
        let pathNames = Set((pattern?.fields ?? []).filter(\.isPathParam).map(\.name))
        let path = fields.filter { pathNames.contains($0.key) }
        var details = fields.filter { !pathNames.contains($0.key) }.mapValues(JSONValue.string)
        if !path.isEmpty { details["path_variables"] = .object(path.mapValues(JSONValue.string)) }
        return details
    }
}
