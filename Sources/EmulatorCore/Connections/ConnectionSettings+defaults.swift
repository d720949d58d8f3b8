extension ConnectionSettings {
    /// What reads show in place of a secret. Sent back, it leaves the secret alone.
    package static let mask = "********"

    /// The member of the wire's `settings` oneof that belongs to a type; nil for types that have none.
    package static func kind(for type: ConnectionType) -> String? {
        switch type {
        case .oidc: "oidc_config"
        case .saml: "saml_config"
        case .oauth, .oauthM2M, .smartFHIR, .trelloOAuth1: "oauth_config"
        case .passwordless: "passwordless_config"
        case .basic, .bearer, .apiKey: "static_config"
        case .webauthn: "webauthn_config"
        case .googleDWD: "google_dwd_config"
        case .password, .trustedIDP, .noAuth: nil
        }
    }

    /// What a new connection gets from the catalogue.
    static func initial(id: ConnectionID, type: ConnectionType, pattern: AuthPattern?) -> ConnectionSettings? {
        guard let kind = kind(for: type) else { return nil }
        let scopes = (pattern?.oauth?.scopes ?? []).filter(\.requested).map { JSONValue.string($0.name) }
        var values: [String: JSONValue] = [:]
        switch kind {
        case "oauth_config":
            if let oauth = pattern?.oauth {
                values = oauth.initialValues
                values["scopes"] = .array(scopes)
            }
            // The origin is not known here; it is put in front where the connection is shown.
            values["redirect_uri"] = .string("/sso/v1/oauth/\(id)/callback")
        case "google_dwd_config":
            values["scopes"] = .array(scopes)
            values["token_uri"] = .string(pattern?.oauth?.tokenURI ?? "https://oauth2.googleapis.com/token")
        default:
            break
        }
        return ConnectionSettings(kind: kind, values: values)
    }

    /// Lays `changes` over these settings; members that are not in `changes` stay.
    func merging(_ changes: ConnectionSettings) -> ConnectionSettings {
        var merged = self
        for (name, value) in changes.values where !(Self.secrets.contains(name) && value.string == Self.mask) {
            merged.values[name] = value
        }
        return merged
    }

    static let secrets: Set = ["client_secret", "service_account_json"]

    /// With secrets replaced by the mask.
    package var masked: ConnectionSettings {
        var masked = self
        for name in Self.secrets where !(values[name]?.string ?? "").isEmpty {
            masked.values[name] = .string(Self.mask)
        }
        return masked
    }

    func strings(_ name: String) -> [String] { values[name]?.array?.compactMap(\.string) ?? [] }

    func isTrue(_ name: String) -> Bool { values[name] == .bool(true) }
}

extension AuthPattern.OAuth {
    fileprivate var initialValues: [String: JSONValue] {
        var values: [String: JSONValue] = ["pkce_enabled": .bool(pkceEnabled)]
        let uris = ["authorize_uri": authorizeURI, "token_uri": tokenURI, "user_info_uri": userInfoURI]
        for (name, uri) in uris where !uri.isEmpty { values[name] = .string(uri) }
        return values
    }
}
