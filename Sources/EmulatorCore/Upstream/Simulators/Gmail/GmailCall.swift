/// What Google's requests have in common.
extension SimulatorCall {
    var mailbox: GmailMailbox { GmailMailbox(room: room) }

    func flag(_ name: String) -> Bool { request.query(name)?.lowercased() == "true" }

    /// How many items a page may have. More than the most is taken for the most.
    func limit(_ name: String = "maxResults", standard: Int = 100, most: Int = 500) throws -> Int {
        guard let text = request.query(name) else { return standard }
        guard let number = Int32(text) else {
            throw GmailError.invalid("Invalid value at '\(name.snakeCase)' (TYPE_UINT32), \"\(text)\"")
        }
        guard number >= 0 else { throw GmailError.invalid("Invalid value for \(name): \(number)") }
        return number == 0 ? standard : min(Int(number), most)
    }

    /// One page of items in falling order of their rank; its token is the rank of the last one, so that what comes
    /// in meanwhile moves nothing.
    func page<Item>(_ items: [Item], limit: Int? = nil, rank: (Item) -> Int64) throws -> (items: [Item], next: String?)
    {
        let limit = try limit ?? self.limit()
        var rest = items[...]
        if let token = request.query("pageToken"), !token.isEmpty {
            guard let last = Int64(token), last > 0 else { throw GmailError.invalid("Invalid pageToken") }
            rest = rest.drop { rank($0) >= last }
        }
        let page = Array(rest.prefix(limit))
        return (page, rest.count > limit ? page.last.map { String(rank($0)) } : nil)
    }

    // MARK: The body's members

    subscript(member name: String) -> JSONValue? { request.members[name].flatMap { $0.isNull ? nil : $0 } }

    func text(_ name: String) throws -> String? {
        guard let value = self[member: name] else { return nil }
        guard let text = value.string else { throw unfit(name, "TYPE_STRING", value) }
        return text
    }

    func texts(_ name: String) throws -> [String] {
        guard let value = self[member: name] else { return [] }
        guard let items = value.array else { throw unfit(name, "TYPE_STRING", value) }
        return try items.map { item in
            guard let text = item.string else { throw unfit(name, "TYPE_STRING", item) }
            return text
        }
    }

    /// The body without nulls.
    var members: [String: JSONValue] { request.members.filter { !$0.value.isNull } }

    private func unfit(_ name: String, _ type: String, _ value: JSONValue) -> GmailError {
        .invalid("Invalid value at '\(name.snakeCase)' (\(type)), \(value.shown)")
    }
}

extension String {
    fileprivate var snakeCase: String { map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined() }
}

extension JSONValue {
    /// An object as Google writes it: without what is missing, and without empty lists.
    static func google(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(
            members.reduce(into: [:]) { result, member in
                guard let value = member.value, value != .array([]), !value.isNull else { return }
                result[member.key] = value
            })
    }

    static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// 64-bit numbers travel as texts.
    static func int64(_ number: Int64) -> JSONValue { .string(String(number)) }

    static func int(_ number: Int) -> JSONValue { .number(Double(number)) }
}

extension UpstreamResponse {
    /// Status 204 without a body.
    static let noContent = UpstreamResponse(status: 204)
}
