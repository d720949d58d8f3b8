/// The keys that a mapping may have. The order of the cases is the order in which mistakes list them.
protocol YAMLKeys: RawRepresentable<String>, CaseIterable, Hashable {}

/// A mapping in which every key is known.
struct YAMLMapping<Key: YAMLKeys> {
    let value: YAMLValue
    private let values: [Key: YAMLValue]

    /// Nil, with a mistake, when the value is no mapping. Unknown keys are mistakes too, and left out.
    init?(_ value: YAMLValue) {
        guard let entries = value.entries() else { return nil }
        let known = Key.allCases.map(\.rawValue)
        var values: [Key: YAMLValue] = [:]
        for entry in entries {
            if let key = Key(rawValue: entry.key) {
                values[key] = entry.value
            } else if entry.key == "<<" {
                value.refuse("merge keys are not supported: write the keys out", at: entry.position)
            } else {
                let nearest = NearestName.to(entry.key, in: known)
                value.refuse(unknown: entry.key, suggestion: nearest, allowed: known, at: entry.position)
            }
        }
        self.value = value
        self.values = values
    }

    /// Nil when the key is not there.
    subscript(key: Key) -> YAMLValue? { values[key] }

    /// Nil, with a mistake, when the key is not there.
    func required(_ key: Key) -> YAMLValue? {
        if let value = values[key] { return value }
        value.refuse("\"\(key.rawValue)\" is missing")
        return nil
    }
}

extension YAMLValue {
    func mapping<Key: YAMLKeys>(of keys: Key.Type) -> YAMLMapping<Key>? {
        YAMLMapping<Key>(self)
    }
}
