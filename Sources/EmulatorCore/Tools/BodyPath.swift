/// A place in a body: `fields.summary`, `requests.0.insertText.text`, `attendees[].email`, or `*` for the body itself.
///
/// A backslash takes a special meaning away: `@odata\.type` is one name.
package struct BodyPath: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case name(String)
        case index(Int)
        /// Each item of a list.
        case each
    }

    let steps: [Step]

    /// The body itself, which takes the members of an object.
    static let wholeBody = BodyPath(steps: [])

    init(steps: [Step]) { self.steps = steps }

    /// - Parameter text: as catalogue files write it.
    init(_ text: String) {
        guard text != "*" else {
            self = .wholeBody
            return
        }
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            let (word, isPlain) = Self.word(&rest)
            let isEach = isPlain && word.hasSuffix("[]")
            let name = isEach ? String(word.dropLast(2)) : word
            steps.append(isPlain ? Self.index(name).map(Step.index) ?? .name(name) : .name(name))
            if isEach { steps.append(.each) }
        }
        self.steps = steps
    }

    /// Takes the word up to the next dot, and says whether it was written without a backslash.
    private static func word(_ rest: inout Substring) -> (String, isPlain: Bool) {
        var word = ""
        var isPlain = true
        while let character = rest.popFirst(), character != "." {
            if character == "\\", let next = rest.popFirst() {
                word.append(next)
                isPlain = false
            } else {
                word.append(character)
            }
        }
        return (word, isPlain)
    }

    /// Small numbers count the items of a list.
    private static func index(_ word: String) -> Int? {
        word.count == 1 || word.count == 2 ? Int(word).flatMap { $0 >= 0 ? $0 : nil } : nil
    }
}

extension JSONValue {
    /// Puts a value in its place, making the objects and lists on the way.
    mutating func set(_ value: JSONValue, at path: BodyPath) {
        guard path.steps.isEmpty else { return set(value, at: path.steps[...]) }
        self = .object((object ?? [:]).merging(value.object ?? [:]) { _, new in new })
    }

    private mutating func set(_ value: JSONValue, at steps: ArraySlice<BodyPath.Step>) {
        guard let step = steps.first else { return self = value }
        let rest = steps.dropFirst()
        switch step {
        case .name(let name):
            var members = object ?? [:]
            members[name, default: .null].set(value, at: rest)
            self = .object(members)
        case .index(let index):
            var items = array ?? []
            while items.count <= index { items.append(.null) }
            items[index].set(value, at: rest)
            self = .array(items)
        case .each:
            self = .array(
                value.listed.map { item in
                    var made = JSONValue.null
                    made.set(item, at: rest)
                    return made
                })
        }
    }

    /// What stands in a place; nil when nothing does.
    func value(at path: BodyPath) -> JSONValue? {
        path.steps.isEmpty ? self : value(at: path.steps[...])
    }

    private func value(at steps: ArraySlice<BodyPath.Step>) -> JSONValue? {
        guard let step = steps.first else { return self }
        let rest = steps.dropFirst()
        switch step {
        case .name(let name): return self[name]?.value(at: rest)
        case .index(let index):
            guard let items = array, items.indices.contains(index) else { return nil }
            return items[index].value(at: rest)
        case .each: return array.map { .array($0.compactMap { $0.value(at: rest) }) }
        }
    }

    /// The items of a list; of a text, what stands between its commas.
    var listed: [JSONValue] {
        switch self {
        case .array(let items): items
        case .string(let text): text.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }.map(JSONValue.string)
        case .null: []
        case .bool, .number, .object: [self]
        }
    }
}
