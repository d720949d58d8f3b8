extension Provider {
    enum Key: String, YAMLKeys {
        case provider
        case slug
        case displayName = "display_name"
        case description
        case categories
        case baseURL = "base_url"
        case errorBody = "error_body"
        case errorsInData = "errors_in_data"
        case proxy
        case authPatterns = "auth_patterns"
        case definition
    }

    /// Reads one file of the catalogue. `fileSlug` is the file's name without its ending.
    init?(_ yaml: YAMLValue, fileSlug: String) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        guard map[.definition] == nil else {
            self.init(defined: map, fileSlug: fileSlug)
            return
        }
        let (key, slug) = Self.names(map, fileSlug: fileSlug)
        let displayName = map.required(.displayName)?.text(.line)
        let description = map.required(.description)?.text(.line)
        let categories = map.required(.categories)?.texts(.line)
        let baseURL = map.required(.baseURL)?.url()
        let patterns = map.required(.authPatterns)?.list { AuthPattern($0) }
        map[.authPatterns]?.check(patterns, baseURL: baseURL)
        guard let key, let slug, let displayName, let description, let categories, let baseURL, let patterns
        else { return nil }
        self.init(
            key: key, slug: slug, displayName: displayName, description: description, categories: categories,
            baseURL: baseURL, authPatterns: patterns)
        if let body = map[.errorBody] { errorBody = body.json() ?? errorBody }
        reportsErrorsInData = map[.errorsInData]?.bool() ?? false
        allowsProxy = map[.proxy]?.bool() ?? true
    }

    static func names(_ map: YAMLMapping<Key>, fileSlug: String) -> (key: String?, slug: String?) {
        let slug = map.required(.slug)?.text(.slug)
        if let slug, slug != fileSlug {
            map[.slug]?.refuse("is \"\(slug)\" in the file \(fileSlug).yaml; the two must be the same")
        }
        return (map.required(.provider)?.text(.providerKey), slug)
    }
}

extension YAMLValue {
    /// What holds between the patterns of one provider.
    fileprivate func check(_ patterns: [AuthPattern]?, baseURL: String?) {
        guard let patterns else { return }
        if patterns.isEmpty { refuse("needs at least one way to authenticate") }
        for (index, pattern) in patterns.enumerated() {
            if patterns[..<index].contains(where: { $0.type == pattern.type }) {
                refuse("has \(pattern.type.wireName) twice")
            }
            let missing = URLTemplate.placeholders(in: baseURL ?? "").subtracting(pattern.inputNames)
            if let name = missing.sorted().first {
                refuse("\(pattern.type.wireName) has no field \"\(name)\", which the base_url needs")
            }
        }
    }

    /// An absolute URL without a slash at its end; it may contain `{{placeholders}}`. Credentials leave the machine over
    /// TLS only.
    func url() -> String? {
        guard let text = text(.line) else { return nil }
        let isSecure = text.hasPrefix("https://") || UpstreamHosts.Place(text)?.isLoopback == true
        guard isSecure, !text.hasSuffix("/"), !text.contains(" ") else {
            refuse("must be an https:// URL (or http:// on this machine) without a slash at its end, not \"\(text)\"")
            return nil
        }
        return text
    }
}

extension TextRule {
    static let slug = TextRule(1...100, only: "lower-case letters, digits, '_' and '-'") {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
    }

    static let providerKey = TextRule(1...100, only: "upper-case letters, digits, '_' and '-'") {
        ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
    }

    /// Something that is shown in one line.
    static let line = TextRule(1...500, only: "one line of printable text") { !$0.isControl }
}

/// URLs with `{{name}}` in them, filled from what an account says about itself.
enum URLTemplate {
    static func placeholders(in url: String) -> Set<String> {
        var names: Set<String> = []
        var rest = url[...]
        while let start = rest.firstRange(of: "{{") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else { break }
            names.insert(String(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return names
    }
}
