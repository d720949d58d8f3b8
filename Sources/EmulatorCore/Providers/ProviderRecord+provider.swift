extension ProviderRecord {
    /// A provider of the catalogue, as the API shows it.
    init(_ provider: Provider) {
        let details = provider.details ?? ProviderDetails(provider)
        self.init(id: ProviderID(catalogueKey: provider.key), key: provider.key, isCustom: false, details: details)
    }

    /// What the rules work with.
    /// - Parameter original: the catalogue's provider that this one stands in the place of; what the API does not show
    ///   of it stays.
    func provider(replacing original: Provider? = nil) -> Provider {
        let mistakes = MemberMistakes()
        let patterns = details.authPatterns.enumerated().compactMap { index, pattern in
            AuthPattern(pattern, at: "auth_patterns[\(index)]", mistakes)
        }
        var provider =
            original
            ?? Provider(
                key: key, slug: slug, displayName: "", description: "", categories: [], baseURL: "", authPatterns: [])
        provider.displayName = details.displayName
        provider.description = details.description
        provider.categories = details.categories
        // What it is served with matters to an MCP server, a slash at its end included.
        let isServer = isCustom && patterns.contains(where: \.isMCP)
        provider.baseURL = isServer ? details.proxyURL : details.proxyURL.withoutTrailingSlashes
        provider.allowsProxy = details.isProxyEnabled
        provider.isCustom = isCustom
        provider.details = details
        provider.authPatterns = original.map { $0.keeping(patterns) } ?? patterns
        return provider
    }

    /// What names are made of: the identifier without its number.
    private var slug: String {
        let name = key.prefix { $0 != ":" }.lowercased()
        return name.isEmpty ? "provider" : name
    }
}

extension ProviderDetails {
    fileprivate init(_ provider: Provider) {
        self.init(displayName: provider.displayName, proxyURL: provider.baseURL)
        description = provider.description
        categories = provider.categories
        authPatterns = provider.authPatterns.map(\.json)
        isProxyEnabled = provider.allowsProxy
    }
}

extension Provider {
    /// New patterns with what the API does not show of the old ones: how tokens look, and HTTP's Basic scheme.
    fileprivate func keeping(_ patterns: [AuthPattern]) -> [AuthPattern] {
        patterns.map { pattern in
            guard let old = authPatterns.first(where: { $0.type == pattern.type }) else { return pattern }
            var pattern = pattern
            pattern.tokens = old.tokens
            pattern.basic = old.basic
            return pattern
        }
    }
}

extension String {
    fileprivate var withoutTrailingSlashes: String {
        var text = self[...]
        while text.hasSuffix("/") { text.removeLast() }
        return String(text)
    }
}
