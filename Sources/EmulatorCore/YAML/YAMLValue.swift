import Yams

/// One value of a document, with the way to it. Every reader reports a mistake and returns nil when the
/// value is not what it should be.
struct YAMLValue {
    let node: Node
    /// For example `connected_accounts[2].status`; empty at the root.
    let path: String
    let mistakes: YAMLMistakes

    /// Reports a mistake here.
    func refuse(_ text: String, at position: YAMLPosition? = nil) {
        mistakes.add(path.isEmpty ? text : "\(path): \(text)", at: position ?? YAMLPosition(node.mark))
    }

    func child(_ key: String, _ node: Node) -> YAMLValue {
        YAMLValue(node: node, path: path.isEmpty ? key : "\(path).\(key)", mistakes: mistakes)
    }

    var isNull: Bool { scalar == .null }

    var isList: Bool { if case .sequence = node { !isTagged } else { false } }

    /// Nil for lists, mappings and tagged values.
    var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = node, !isTagged else { return nil }
        return YAMLScalar(scalar)
    }

    /// How a mistake speaks of this value.
    var kind: String {
        if isTagged { return "a value with the tag \(tag)" }
        return switch node {
        case .scalar(let scalar): YAMLScalar(scalar).kind
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }

    /// Whether the author wrote a tag other than those that change nothing.
    private var isTagged: Bool {
        let plain = [Tag.Name.implicit, .nonSpecific, .str, .seq, .map]
        return !plain.contains { $0.rawValue == tag }
    }

    /// As it was written; `node.tag` would put a resolved one in its place.
    private var tag: String {
        switch node {
        case .scalar(let scalar): scalar.tag.rawValue
        case .sequence(let items): items.tag.rawValue
        case .mapping(let pairs): pairs.tag.rawValue
        case .alias(let alias): alias.tag.rawValue
        }
    }

    /// `expected …, not …`, and for a key without a value what to do about it.
    func refuse(expected: String) {
        refuse(isNull ? "has no value: give \(expected), or remove the key" : "must be \(expected), not \(kind)")
    }
}

extension YAMLValue {
    func bool() -> Bool? {
        guard case .bool(let value) = scalar else {
            refuse(expected: "true or false")
            return nil
        }
        return value
    }

    /// One of the words of a set. Words of other systems can be given with what is meant here instead.
    func choice<Choice>(of choices: [(String, Choice)], insteadOf: [String: String] = [:]) -> Choice? {
        let names = choices.map(\.0)
        guard case .text(let word) = scalar else {
            refuse(expected: "one of \(names.joined(separator: ", "))")
            return nil
        }
        if let match = choices.first(where: { $0.0 == word }) { return match.1 }
        let suggestion = insteadOf[word] ?? NearestName.to(word, in: names)
        refuse(unknown: word, suggestion: suggestion, allowed: names)
        return nil
    }

    func refuse(unknown word: String, suggestion: String?, allowed: [String], at position: YAMLPosition? = nil) {
        let question = suggestion.map { ", did you mean \"\($0)\"?" } ?? "."
        let more = allowed.count > 40 ? ", and \(allowed.count - 40) more" : ""
        let names = allowed.prefix(40).joined(separator: ", ") + more
        refuse("\"\(word)\" is not known here\(question) Allowed: \(names)", at: position)
    }

    /// The decoded items; those that were refused are left out.
    func list<Item>(_ decode: (YAMLValue) -> Item?) -> [Item]? {
        guard case .sequence(let items) = node, !isTagged else {
            refuse(expected: "a list")
            return nil
        }
        return items.enumerated().compactMap { index, item in
            decode(YAMLValue(node: item, path: "\(path)[\(index)]", mistakes: mistakes))
        }
    }

    /// The keys and values of a mapping, in their order.
    func entries() -> [(key: String, position: YAMLPosition, value: YAMLValue)]? {
        guard case .mapping(let pairs) = node, !isTagged else {
            refuse(expected: "a mapping")
            return nil
        }
        return pairs.compactMap { key, value in
            guard case .scalar(let scalar) = key else {
                refuse("keys must be words, not lists or mappings", at: YAMLPosition(key.mark))
                return nil
            }
            return (scalar.string, YAMLPosition(scalar.mark), child(scalar.string, value))
        }
    }
}
