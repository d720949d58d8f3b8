extension Seed.CustomProvider {
    enum Key: String, YAMLKeys {
        case identifier
        case displayName = "display_name"
        case description
        case proxyURL = "proxy_url"
        case proxyEnabled = "proxy_enabled"
        case iconSource = "icon_src"
        case metadata
        case authPatterns = "auth_patterns"
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let key = map.required(.identifier)?.text(.customProviderKey)
        let displayName = map.required(.displayName)?.text(.displayName)
        let proxyURL = map.required(.proxyURL)?.text(.line)
        let patterns = map.required(.authPatterns)?.list { $0.json() }
        guard let key, let displayName, let proxyURL, let patterns else { return nil }
        var details = ProviderDetails(displayName: displayName, proxyURL: proxyURL)
        details.description = map[.description]?.text() ?? ""
        details.isProxyEnabled = map[.proxyEnabled]?.bool() ?? true
        details.iconSource = map[.iconSource]?.text() ?? ""
        details.metadata = map[.metadata]?.jsonObject()?.mapValues(\.shown) ?? [:]
        details.authPatterns = patterns
        let mistakes = MemberMistakes()
        details.checkCustom(at: "provider", mistakes)
        for violation in mistakes.violations {
            yaml.refuse("\(violation.field.dropFirst("provider.".count)): \(violation.description)")
        }
        guard mistakes.violations.isEmpty else { return nil }
        self.init(key: key, details: details)
    }

    var record: ProviderRecord {
        ProviderRecord(id: ProviderID(catalogueKey: key), key: key, isCustom: true, details: details)
    }
}

extension TextRule {
    /// The contract's characters for identifiers.
    static let customProviderKey = TextRule(1...255, only: "letters, digits, '_', '-' and ':'") {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            || "_-:".unicodeScalars.contains($0)
    }

    /// The contract's rule for names of custom providers.
    static let displayName = TextRule(1...200, only: "letters, digits and spaces") {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == " "
    }
}
