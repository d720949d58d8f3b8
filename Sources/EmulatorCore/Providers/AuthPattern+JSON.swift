/// Reads `auth_patterns` as the API takes them: free-form objects of which the known members are checked.
extension AuthPattern {
    init?(_ json: JSONValue, at path: String, _ mistakes: MemberMistakes) {
        guard let members = JSONMembers(json, at: path, mistakes), let type = members.type() else { return nil }
        let credential = members.fields("fields")
        let account = members.fields("account_fields")
        members.requireDistinct(credential + account)
        members.check(type, hasFields: !credential.isEmpty)
        let isMCP = members.bool("is_mcp") ?? false
        self.init(
            type: type, displayName: members.text("display_name"),
            oauth: members.object("oauth_config").map(OAuth.init),
            // Who is sent to the provider meets no form here, so all is asked for there.
            fields: type.redirects ? [] : credential.isEmpty ? CredentialField.usual(for: type) : credential,
            accountFields: type.redirects ? credential + account : account,
            tokens: TokenShape(accessPrefix: "", refreshPrefix: "", lifetime: TokenMint.standardLifetime),
            authHeader: members.header("auth_header_key_override"),
            mutations: members.mutations(of: credential), isMCP: isMCP)
        for (index, domain) in members.list("allowed_proxy_domains").enumerated() where domain.string == nil {
            members.refuse("allowed_proxy_domains[\(index)]", "value must be a string", constraint: "type")
        }
    }
}

extension JSONMembers {
    fileprivate func type() -> ConnectionType? {
        let found = mistakes.violations.count
        let name = text("type")
        guard mistakes.violations.count == found else { return nil }
        if let type = ConnectionType(wireName: name), AuthPattern.types.contains(type) { return type }
        let known = AuthPattern.types.map(\.wireName).joined(separator: ", ")
        refuse("type", "value must be one of: \(known)", constraint: "auth_pattern.type")
        return nil
    }

    fileprivate func fields(_ name: String) -> [CredentialField] { objects(name).compactMap(CredentialField.init) }

    fileprivate func requireDistinct(_ fields: [CredentialField]) {
        var seen: Set<String> = []
        for field in fields where !seen.insert(field.name).inserted {
            refuse("fields", "the field_name \(field.name) is used twice", constraint: "auth_pattern.fields.unique")
        }
    }

    /// What belongs to a type, and what does not.
    fileprivate func check(_ type: ConnectionType, hasFields: Bool) {
        if type == .oauth, !has("oauth_config") {
            refuse("oauth_config", "value is required for OAUTH; it may be empty", constraint: "required")
        }
        if type == .noAuth, hasFields {
            refuse("fields", "NO_AUTH asks for nothing, so there must be no fields", constraint: "auth_pattern.no_auth")
        }
    }

    /// The name of an HTTP header; nil when it is left out.
    fileprivate func header(_ name: String) -> String? {
        let header = text(name)
        guard !header.isEmpty else { return nil }
        guard header.isHeaderName else {
            refuse(name, "value must be the name of an HTTP header, for example x-api-key", constraint: "header_name")
            return nil
        }
        return header
    }

    fileprivate func mutations(of fields: [CredentialField]) -> [String: AuthPattern.FieldMutation] {
        guard let all = object("auth_field_mutations") else { return [:] }
        var mutations: [String: AuthPattern.FieldMutation] = [:]
        for name in all.names {
            guard let mutation = all.object(name) else { continue }
            if !fields.contains(where: { $0.name == name }) {
                all.refuse(name, "there is no field of this name", constraint: "auth_field_mutations.field")
            }
            mutations[name] = .init(
                standard: mutation.text("default"), prefix: mutation.text("prefix"), suffix: mutation.text("suffix"))
        }
        return mutations
    }
}

extension AuthPattern.OAuth {
    /// Endpoints may be missing: servers that register their clients tell them at run time.
    fileprivate init(_ members: JSONMembers) {
        let uris = ["authorize_uri", "token_uri", "user_info_uri"].map { name in
            let uri = members.text(name)
            if !uri.isEmpty, !uri.isSecureURL {
                members.refuse(
                    name, "value must be an https:// URL, or http:// on this machine", constraint: "oauth_config.uri")
            }
            return uri
        }
        self.init(
            authorizeURI: uris[0], tokenURI: uris[1], userInfoURI: uris[2],
            pkceEnabled: members.bool("pkce_enabled") ?? true,
            scopes: members.list("available_scopes").enumerated().compactMap { index, scope in
                AuthPattern.Scope(scope, at: "\(members.path).available_scopes[\(index)]", members.mistakes)
            })
    }
}

extension AuthPattern.Scope {
    /// A name alone, or an object with `scope`.
    fileprivate init?(_ json: JSONValue, at path: String, _ mistakes: MemberMistakes) {
        if let name = json.string {
            self.init(name: name, description: "", requested: true)
            return
        }
        guard let members = JSONMembers(json, at: path, mistakes) else { return nil }
        let name = members.text("scope")
        guard !name.isEmpty else {
            members.refuse("scope", "value is required", constraint: "required")
            return nil
        }
        self.init(name: name, description: members.text("description"), requested: members.bool("required") ?? false)
    }
}
