/// What an import has to tell, in groups: the same sentence about a thousand tools is one line.
struct ImportNotes: Sendable {
    private var order: [String] = []
    private var names: [String: [String]] = [:]
    private static let shown = 5

    mutating func add(_ what: String, _ name: String) {
        if names[what] == nil { order.append(what) }
        names[what, default: []].append(name)
    }

    var lines: [String] {
        order.map { what in
            let all = names[what] ?? []
            let more = all.count > Self.shown ? " and \(all.count - Self.shown) more" : ""
            return "\(what): \(all.prefix(Self.shown).joined(separator: ", "))\(more)"
        }
    }
}
