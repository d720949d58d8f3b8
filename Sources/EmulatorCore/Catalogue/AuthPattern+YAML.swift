extension AuthPattern {
    enum Key: String, YAMLKeys {
        case type
        case displayName = "display_name"
        case oauth
        case fields
        case accountFields = "account_fields"
        case tokens
        case authHeader = "auth_header_key_override"
        case mutations = "auth_field_mutations"
        case basic
    }

    /// The types that a catalogue may name: those that a connected account can have.
    static let types: [ConnectionType] = [
        .oauth, .basic, .bearer, .apiKey, .oauthM2M, .trelloOAuth1, .googleDWD, .trustedIDP, .smartFHIR, .noAuth,
    ]

    /// Those whose credential is a token that somebody issues, and that may expire.
    static let typesWithTokens: [ConnectionType] = [
        .oauth, .smartFHIR, .trelloOAuth1, .oauthM2M, .googleDWD, .trustedIDP,
    ]

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let type = map.required(.type)?.choice(of: Self.types.map { ($0.wireName, $0) })
        let displayName = map.required(.displayName)?.text(.line)
        guard let type, let displayName else { return nil }
        self.init(
            type: type, displayName: displayName,
            oauth: map[.oauth].flatMap { OAuth($0, type: type) },
            fields: map[.fields]?.list { CredentialField($0) } ?? [],
            accountFields: map[.accountFields]?.list { CredentialField($0) } ?? [],
            tokens: map[.tokens].flatMap { TokenShape($0) } ?? TokenShape(accessPrefix: "", refreshPrefix: ""),
            authHeader: map[.authHeader]?.text(.line), mutations: Self.mutations(map[.mutations]),
            basic: map[.basic]?.text(.line))
        check(map)
    }

    private static func mutations(_ yaml: YAMLValue?) -> [String: FieldMutation] {
        let entries = yaml?.entries() ?? []
        return Dictionary(entries.compactMap { entry in FieldMutation(entry.value).map { (entry.key, $0) } }) { $1 }
    }

    /// Names that a person fills in.
    var inputNames: [String] { (fields + accountFields).map(\.name) }

    /// What belongs to each type, and what does not.
    private func check(_ map: YAMLMapping<Key>) {
        require(.oauth, for: [.oauth, .smartFHIR, .trelloOAuth1, .oauthM2M, .googleDWD], in: map)
        require(.tokens, for: Self.typesWithTokens, in: map)
        require(.fields, for: [.basic, .bearer, .apiKey, .oauthM2M, .googleDWD, .trustedIDP], in: map)
        for (index, name) in inputNames.enumerated() where inputNames[..<index].contains(name) {
            map.value.refuse("the field name \"\(name)\" is used twice")
        }
        checkCredential(map)
        let templates = [oauth?.authorizeURI, oauth?.tokenURI, oauth?.userInfoURI].compactMap(\.self).joined()
        if let name = URLTemplate.placeholders(in: templates).subtracting(inputNames).sorted().first {
            map.value.refuse("there is no field \"\(name)\", which a URI needs")
        }
    }

    /// What says where the credential goes names fields that there are.
    private func checkCredential(_ map: YAMLMapping<Key>) {
        for (key, names) in [(Key.mutations, Set(mutations.keys)), (.basic, URLTemplate.placeholders(in: basic ?? ""))]
        {
            if let name = names.subtracting(fields.map(\.name)).sorted().first {
                map[key]?.refuse("there is no field \"\(name)\"")
            }
        }
    }

    private func require(_ key: Key, for types: [ConnectionType], in map: YAMLMapping<Key>) {
        if !types.contains(type) {
            map[key]?.refuse("does not belong to the type \(type.wireName)")
        } else if key == .fields, map[key] != nil, fields.isEmpty {
            map[key]?.refuse("must not be empty")
        } else {
            _ = map.required(key)
        }
    }
}

extension AuthPattern.OAuth {
    enum Key: String, YAMLKeys {
        case authorizeURI = "authorize_uri"
        case tokenURI = "token_uri"
        case userInfoURI = "user_info_uri"
        case pkce
        case scopes
    }

    init?(_ yaml: YAMLValue, type: ConnectionType) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let authorizeURI = type.redirects ? map.required(.authorizeURI)?.url() : ""
        if !type.redirects { map[.authorizeURI]?.refuse("the type \(type.wireName) sends nobody to a provider") }
        let tokenURI = map.required(.tokenURI)?.url()
        let scopes = map.required(.scopes)?.list { AuthPattern.Scope($0) }
        if let scopes, scopes.isEmpty { map[.scopes]?.refuse("must not be empty") }
        guard let authorizeURI, let tokenURI, let scopes else { return nil }
        self.init(
            authorizeURI: authorizeURI, tokenURI: tokenURI, userInfoURI: map[.userInfoURI]?.url() ?? "",
            pkceEnabled: map[.pkce]?.bool() ?? false, scopes: scopes)
    }
}

extension AuthPattern.Scope {
    enum Key: String, YAMLKeys {
        case name
        case description
        case requested
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let name = map.required(.name)?.text(.line)
        let description = map.required(.description)?.text(.line)
        guard let name, let description else { return nil }
        self.init(name: name, description: description, requested: map[.requested]?.bool() ?? false)
    }
}

extension AuthPattern.FieldMutation {
    enum Key: String, YAMLKeys {
        case standard = "default"
        case prefix
        case suffix
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        self.init(
            standard: map[.standard]?.text(.line) ?? "", prefix: map[.prefix]?.text() ?? "",
            suffix: map[.suffix]?.text() ?? "")
    }
}

extension AuthPattern.TokenShape {
    enum Key: String, YAMLKeys {
        case accessPrefix = "access_prefix"
        case refreshPrefix = "refresh_prefix"
        case lifetime
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        guard let lifetime = map.required(.lifetime) else { return nil }
        let isEndless = lifetime.scalar == .text("never")
        self.init(
            accessPrefix: map[.accessPrefix]?.text() ?? "", refreshPrefix: map[.refreshPrefix]?.text() ?? "",
            lifetime: isEndless ? nil : lifetime.duration(1...DurationText.longest))
    }
}

extension CredentialField {
    enum Key: String, YAMLKeys {
        case fieldName = "field_name"
        case label
        case inputType = "input_type"
        case hint
        case required
        case options
        case headerName = "header_name"
    }

    static let inputTypes: [InputType] = [.text, .password, .select, .textarea]

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let name = map.required(.fieldName)?.text(.slug)
        let label = map.required(.label)?.text(.line)
        let inputType = map[.inputType]?.choice(of: Self.inputTypes.map { ($0.rawValue, $0) }) ?? .text
        let options = map[.options]?.list { Option($0) } ?? []
        if inputType == .select, options.isEmpty { map.value.refuse("a select needs options") }
        if inputType != .select { map[.options]?.refuse("only a select has options") }
        guard let name, let label else { return nil }
        self.init(
            name: name, label: label, inputType: inputType, hint: map[.hint]?.text(.line) ?? "",
            required: map[.required]?.bool() ?? true, options: options,
            headerName: map[.headerName]?.text(.line))
    }
}

extension CredentialField.Option {
    enum Key: String, YAMLKeys {
        case value
        case displayName = "display_name"
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let value = map.required(.value)?.text(.line)
        let displayName = map.required(.displayName)?.text(.line)
        guard let value, let displayName else { return nil }
        self.init(value: value, displayName: displayName)
    }
}
