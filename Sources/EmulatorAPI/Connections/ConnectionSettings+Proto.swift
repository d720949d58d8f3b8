import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// The `settings` oneof as JSON in proto field names and back.
extension ConnectionSettings {
    typealias Update = Scalekit_V1_Connections_UpdateConnection.OneOf_Settings

    init(_ settings: Update) throws {
        switch settings {
        case .oidcConfig(let config): try self.init(kind: "oidc_config", config)
        case .samlConfig(let config): try self.init(kind: "saml_config", config)
        case .oauthConfig(let config): try self.init(kind: "oauth_config", config)
        case .passwordlessConfig(let config): try self.init(kind: "passwordless_config", config)
        case .staticConfig(let config): try self.init(kind: "static_config", config)
        case .webauthnConfig(let config): try self.init(kind: "webauthn_config", config)
        case .googleDwdConfig(let config): try self.init(kind: "google_dwd_config", config)
        }
        for name in Self.outputOnly { values[name] = nil }
        // Documented: the required scopes are replaced by what comes along with the permission.
        if values["scope_selection_allowed"] != nil {
            values["required_scopes"] = values["required_scopes"] ?? []
            if kind == "oauth_config" {
                values["required_optional_scopes"] = values["required_optional_scopes"] ?? []
            }
        }
    }

    /// The server's own; a client that sends back what it read changes nothing with them.
    private static let outputOnly = [
        "redirect_uri", "post_logout_redirect_uri", "backchannel_logout_redirect_uri", "is_cimd",
    ]

    private init(kind: String, _ message: some Message) throws {
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        do {
            let json = try message.jsonString(options: options)
            self.init(kind: kind, values: try Google_Protobuf_Struct(jsonString: json).json)
        } catch {
            throw EmulatorError.invalid(
                "connection.\(kind)", "a number is not finite; JSON has no NaN and no infinity",
                constraint: "json")
        }
    }

    func message<Config: Message>(_ type: Config.Type) throws -> Config {
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = true
        return try Config(jsonString: Google_Protobuf_Struct(values).jsonString(), options: options)
    }

    /// With the server's own paths made into URLs.
    func absolute(origin: String) -> ConnectionSettings {
        var settings = self
        if let path = values["redirect_uri"]?.string, path.hasPrefix("/") {
            settings.values["redirect_uri"] = .string(origin + path)
        }
        return settings
    }
}

extension Scalekit_V1_Connections_Connection.OneOf_Settings {
    init?(_ settings: ConnectionSettings) throws {
        switch settings.kind {
        case "oidc_config": self = .oidcConfig(try settings.message(Scalekit_V1_Connections_OIDCConnectionConfig.self))
        case "saml_config":
            self = .samlConfig(try settings.message(Scalekit_V1_Connections_SAMLConnectionConfigResponse.self))
        case "oauth_config":
            self = .oauthConfig(try settings.message(Scalekit_V1_Connections_OAuthConnectionConfig.self))
        case "passwordless_config":
            self = .passwordlessConfig(try settings.message(Scalekit_V1_Connections_PasswordLessConfig.self))
        case "static_config":
            self = .staticConfig(try settings.message(Scalekit_V1_Connections_StaticAuthConfig.self))
        case "webauthn_config":
            self = .webauthnConfig(try settings.message(Scalekit_V1_Connections_WebAuthConfiguration.self))
        case "google_dwd_config":
            self = .googleDwdConfig(try settings.message(Scalekit_V1_Connections_GoogleDWDConfig.self))
        default: return nil
        }
    }
}
