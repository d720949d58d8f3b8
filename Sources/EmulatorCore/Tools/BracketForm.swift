/// URL-encoded forms with structure: `metadata[team]=blue`, `items[0][price]=p1`.
enum BracketForm {
    static func items(_ value: JSONValue) -> [UpstreamRequest.QueryItem] { items(value, name: "") }

    private static func items(_ value: JSONValue, name: String) -> [UpstreamRequest.QueryItem] {
        switch value {
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { key, member in
                items(member, name: name.isEmpty ? key : "\(name)[\(key)]")
            }
        case .array(let list): list.enumerated().flatMap { index, item in items(item, name: "\(name)[\(index)]") }
        case .null: []
        case .bool, .number, .string: [.init(name, value.shown)]
        }
    }

    /// The structure behind the names; `name[]` appends to a list.
    static func value(_ items: [UpstreamRequest.QueryItem]) -> JSONValue {
        items.reduce(into: JSONValue.object([:])) { root, item in
            let words = item.name.split(omittingEmptySubsequences: false) { $0 == "[" || $0 == "]" }
            let inner = words.dropFirst().enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            append(item.value, to: &root, at: ([words[0]] + inner)[...])
        }
    }

    private static func append(_ value: String, to place: inout JSONValue, at words: ArraySlice<Substring>) {
        guard let word = words.first else {
            place = .string(value)
            return
        }
        if word.isEmpty || place.array != nil, let index = word.isEmpty ? place.array?.count ?? 0 : Int(word) {
            var list = place.array ?? []
            // A gap in the numbers is closed: nobody sends one on purpose.
            if index >= list.count { list.append(.null) }
            append(value, to: &list[min(index, list.count - 1)], at: words.dropFirst())
            place = .array(list)
        } else if word == "0", place.object?.isEmpty ?? true {
            var item = JSONValue.null
            append(value, to: &item, at: words.dropFirst())
            place = .array([item])
        } else {
            var members = place.object ?? [:]
            append(value, to: &members[String(word), default: .null], at: words.dropFirst())
            place = .object(members)
        }
    }
}
