extension CredentialField {
    /// Reads a field of an auth pattern as the API takes it.
    init?(_ members: JSONMembers) {
        let name = members.text("field_name")
        guard Self.isName(name) else {
            members.refuse(
                "field_name", "value must be one line of 1 to 100 characters without spaces at its ends",
                constraint: "field_name")
            return nil
        }
        let options = members.objects("options").map {
            Option(value: $0.text("value"), displayName: $0.text("display_name"))
        }
        let inputType = members.text("input_type")
        if inputType == InputType.select.rawValue, options.isEmpty {
            members.refuse("options", "a select needs options to choose from", constraint: "select.options")
        }
        let header = members.text("header_name")
        if !header.isEmpty, !header.isHeaderName {
            members.refuse(
                "header_name", "value must be the name of an HTTP header, for example x-api-key",
                constraint: "header_name")
        }
        let label = members.text("label")
        self.init(
            name: name, label: label.isEmpty ? name : label,
            // Types that are not known here are shown as what everything can be typed into.
            inputType: InputType(rawValue: inputType) ?? .text, hint: members.text("hint"),
            required: members.bool("required") ?? false, options: inputType == InputType.select.rawValue ? options : [],
            headerName: header.isEmpty ? nil : header, isPathParam: members.bool("is_path_param") ?? false)
    }

    /// What a type needs when its pattern lists no fields.
    static func usual(for type: ConnectionType) -> [CredentialField] {
        func field(_ name: String, _ label: String, _ inputType: InputType = .password) -> CredentialField {
            CredentialField(name: name, label: label, inputType: inputType, hint: "", required: true, options: [])
        }
        return switch type {
        case .bearer: [field("token", "Token")]
        case .apiKey: [field("api_key", "API key")]
        case .basic: [field("username", "User name", .text), field("password", "Password")]
        default: []
        }
    }

    private static func isName(_ text: String) -> Bool {
        (1...100).contains(text.count) && !text.unicodeScalars.contains(where: \.isControl)
            && text.first?.isWhitespace == false && text.last?.isWhitespace == false
    }
}

extension String {
    /// A token of RFC 9110 section 5.6.2.
    var isHeaderName: Bool {
        !isEmpty && utf8.allSatisfy { ("!"..."~").contains(UnicodeScalar($0)) && !Self.separators.contains($0) }
    }

    private static let separators = Set("\"(),/:;<=>?@[\\]{}".utf8)

    /// Whether a URL, which may have `{{placeholders}}`, is one that credentials may be sent to.
    var isSecureURL: Bool {
        let isPrintable = !unicodeScalars.contains { $0.isControl || $0 == " " }
        let plain = replacing("{{", with: "").replacing("}}", with: "")
        guard isPrintable, let place = UpstreamHosts.Place(plain) else { return false }
        return hasPrefix("https://") || hasPrefix("http://") && place.isLoopback
    }
}
