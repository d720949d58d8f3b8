extension Provider {
    /// One that is described by what an environment's API shows of it. What the API does not show (how tokens look,
    /// how failures are worded) is that of the embedded catalogue's provider of the same key, if there is one.
    init?(defined map: YAMLMapping<Key>, fileSlug: String) {
        let (key, slug) = Self.names(map, fileSlug: fileSlug)
        let allowed: [Key] = [.provider, .slug, .definition, .errorBody, .errorsInData]
        for other in Key.allCases where !allowed.contains(other) {
            map[other]?.refuse("is said by the definition already")
        }
        guard let key, let slug, let given = map[.definition], let json = given.json() else { return nil }
        let mistakes = MemberMistakes()
        guard let members = JSONMembers(json, at: "definition", mistakes) else {
            given.refuse(expected: "a mapping")
            return nil
        }
        let details = ProviderDetails(members)
        for violation in mistakes.violations { given.refuse("\(violation.field): \(violation.description)") }
        let original = (try? Catalogue.embedded())?.provider(key: key)
        self =
            ProviderRecord(id: ProviderID(catalogueKey: key), key: key, isCustom: false, details: details)
            .provider(replacing: original)
        self.slug = slug
        if let body = map[.errorBody] { errorBody = body.json() ?? errorBody }
        if let errors = map[.errorsInData] { reportsErrorsInData = errors.bool() ?? false }
    }
}

extension ProviderDetails {
    /// The members that the API has; others are mistakes.
    static let memberNames: Set = [
        "display_name", "description", "categories", "auth_patterns", "icon_src", "display_priority", "coming_soon",
        "proxy_url", "proxy_enabled", "metadata",
    ]

    init(_ members: JSONMembers) {
        for name in members.names where !Self.memberNames.contains(name) {
            members.refuse(name, "is not known here", constraint: "known")
        }
        self.init(displayName: members.text("display_name"), proxyURL: members.text("proxy_url"))
        description = members.text("description")
        categories = members.list("categories").compactMap(\.string)
        authPatterns = members.list("auth_patterns")
        iconSource = members.text("icon_src")
        displayPriority = members.wholeNumber("display_priority") ?? 0
        isComingSoon = members.bool("coming_soon") ?? false
        isProxyEnabled = members.bool("proxy_enabled") ?? false
        metadata = members.object("metadata")?.texts ?? [:]
    }
}

extension JSONMembers {
    fileprivate func wholeNumber(_ name: String) -> Int? {
        read(name, "a whole number") { if case .number(let value) = $0 { Int(exactly: value) } else { nil } }
    }

    fileprivate var texts: [String: String] {
        Dictionary(names.map { ($0, text($0)) }) { first, _ in first }
    }
}
