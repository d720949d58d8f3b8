extension AuthPattern {
    /// As the API shows it (spec/actions.md section 12).
    var json: JSONValue {
        var pattern: [String: JSONValue] = [
            "type": .string(type.wireName), "display_name": .string(displayName), "description": "",
            "fields": .array(fields.map(\.json)),
        ]
        if !accountFields.isEmpty { pattern["account_fields"] = .array(accountFields.map(\.json)) }
        if let oauth { pattern["oauth_config"] = oauth.json }
        if let authHeader { pattern["auth_header_key_override"] = .string(authHeader) }
        if !mutations.isEmpty { pattern["auth_field_mutations"] = .object(mutations.mapValues(\.json)) }
        return .object(pattern)
    }
}

extension AuthPattern.OAuth {
    fileprivate var json: JSONValue {
        var config: [String: JSONValue] = ["pkce_enabled": .bool(pkceEnabled)]
        for (name, uri) in [("authorize_uri", authorizeURI), ("token_uri", tokenURI), ("user_info_uri", userInfoURI)]
        where !uri.isEmpty { config[name] = .string(uri) }
        config["available_scopes"] = .array(
            scopes.map { scope in
                [
                    "scope": .string(scope.name), "display_name": .string(scope.name),
                    "description": .string(scope.description), "required": .bool(scope.requested),
                ]
            })
        return .object(config)
    }
}

extension AuthPattern.FieldMutation {
    fileprivate var json: JSONValue {
        let members = [("default", standard), ("prefix", prefix), ("suffix", suffix)].filter { !$0.1.isEmpty }
        return .object(Dictionary(members.map { ($0.0, .string($0.1)) }) { $1 })
    }
}

extension CredentialField {
    fileprivate var json: JSONValue {
        var field: [String: JSONValue] = [
            "field_name": .string(name), "label": .string(label), "input_type": .string(inputType.rawValue),
            "required": .bool(required),
        ]
        if !hint.isEmpty { field["hint"] = .string(hint) }
        if !options.isEmpty {
            field["options"] = .array(
                options.map { ["value": .string($0.value), "display_name": .string($0.displayName)] })
        }
        if let headerName { field["header_name"] = .string(headerName) }
        if isPathParam { field["is_path_param"] = true }
        return .object(field)
    }
}
