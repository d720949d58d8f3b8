import struct Foundation.Data

/// Lists with a cursor: base64 of a word and of the item that the next page begins with.
enum SlackPaging {
    /// - Parameters:
    ///   - word: what stands in front of the id in the cursor, as in `user:U061NFTT2`.
    ///   - standard: how many items when the caller says nothing.
    /// - Returns: the page and `response_metadata`.
    static func page<Item>(
        _ items: [Item], _ arguments: SlackArguments, word: String, standard: Int, most: Int = 1_000,
        id: (Item) -> String
    ) throws -> (items: [Item], metadata: JSONValue) {
        let limit = try limit(arguments, standard: standard, most: most)
        var start = 0
        if let cursor = arguments.text("cursor") {
            start = try position(of: cursor, in: items.map(id), word: word)
        }
        let end = min(start + limit, items.count)
        let next = end < items.count ? Self.cursor(word, id(items[end]), end) : ""
        return (Array(items[start..<end]), ["next_cursor": .string(next)])
    }

    /// 0 means the standard, as it does at Slack.
    static func limit(_ arguments: SlackArguments, standard: Int, most: Int = 1_000) throws -> Int {
        let limit = try arguments.number("limit") ?? standard
        guard (0...most).contains(limit) else { throw SlackRefusal("invalid_limit") }
        return limit == 0 ? standard : limit
    }

    static func encode(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    static func decode(_ cursor: String, word: String) throws -> Substring {
        guard let data = Data(base64Encoded: cursor), let text = String(bytes: data, encoding: .utf8),
            text.hasPrefix(word + ":")
        else { throw SlackRefusal("invalid_cursor") }
        return text.dropFirst(word.count + 1)
    }

    /// The place is there in case that the item has gone meanwhile.
    private static func cursor(_ word: String, _ id: String, _ place: Int) -> String {
        encode("\(word):\(id):\(place)")
    }

    private static func position(of cursor: String, in ids: [String], word: String) throws -> Int {
        let parts = try decode(cursor, word: word).split(separator: ":")
        guard parts.count == 2, let place = Int(parts[1]), place >= 0 else { throw SlackRefusal("invalid_cursor") }
        return ids.firstIndex(of: String(parts[0])) ?? min(place, ids.count)
    }
}

/// Lists with numbered pages, as search and files have them.
struct SlackPageNumbers {
    let count: Int
    let page: Int

    init(_ arguments: SlackArguments, standard: Int, most: Int) throws {
        count = min(max(try arguments.number("count") ?? standard, 1), most)
        page = min(max(try arguments.number("page") ?? 1, 1), 10_000)
    }

    func slice<Item>(_ items: [Item]) -> ArraySlice<Item> { items.dropFirst((page - 1) * count).prefix(count) }

    func paging(total: Int) -> JSONValue {
        [
            "count": SlackJSON.whole(count), "total": SlackJSON.whole(total), "page": SlackJSON.whole(page),
            "pages": SlackJSON.whole(pages(total)),
        ]
    }

    func pagination(total: Int) -> JSONValue {
        let first = (page - 1) * count + 1
        return [
            "total_count": SlackJSON.whole(total), "page": SlackJSON.whole(page), "per_page": SlackJSON.whole(count),
            "page_count": SlackJSON.whole(pages(total)), "first": SlackJSON.whole(first),
            "last": SlackJSON.whole(max(min(first + count - 1, total), 0)),
        ]
    }

    private func pages(_ total: Int) -> Int { (total + count - 1) / count }
}
