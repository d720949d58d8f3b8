import struct Foundation.Data

/// One page of rows, newest first, and how to go on in both directions.
package struct Page<Item: Sendable>: Sendable {
    package var items: [Item]
    /// All that match, on every page.
    package var totalSize: Int
    /// Empty when there is nothing older.
    package var nextPageToken: String
    /// Empty when there is nothing newer.
    package var previousPageToken: String
}

/// What a caller asked for.
package struct PageRequest: Sendable {
    /// Rows on a page when the caller names no number.
    package static let defaultSize = 10

    let size: Int
    let cursor: PageCursor?

    /// - Parameters:
    ///   - size: 0 for the default.
    ///   - token: opaque, from an earlier page; empty for the first page.
    /// - Throws: INVALID_ARGUMENT naming `page_token` for a token that was not made here.
    package init(size: Int = 0, token: String = "") throws {
        self.size = size > 0 ? size : Self.defaultSize
        guard !token.isEmpty else {
            cursor = nil
            return
        }
        guard let cursor = PageCursor(token: token) else {
            throw EmulatorError.invalid(
                "page_token", "value is not a page token of this server; pass one from a previous response unchanged",
                constraint: "page_token")
        }
        self.cursor = cursor
    }
}

/// A place between two rows. Rows are ordered by their number, which never changes, so rows that come and go
/// elsewhere do not move a page.
enum PageCursor: Equatable {
    case older(than: Int64)
    case newer(than: Int64)

    /// In the look of the real service's: a direction and base64 of a JSON array with the last sort key.
    var token: String {
        switch self {
        case .older(let number): ">:" + Data("[\(number)]".utf8).base64EncodedString()
        case .newer(let number): "<:" + Data("[\(number)]".utf8).base64EncodedString()
        }
    }

    init?(token: String) {
        guard let data = Data(base64Encoded: String(token.dropFirst(2))) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard text.hasPrefix("["), text.hasSuffix("]"), let number = Int64(text.dropFirst().dropLast()), number > 0
        else { return nil }
        switch token.prefix(2) {
        case ">:": self = .older(than: number)
        case "<:": self = .newer(than: number)
        default: return nil
        }
    }
}

extension Page {
    /// Assembles a page.
    /// - Parameters:
    ///   - number: an item's sort key.
    ///   - fetch: up to so many rows from the cursor on, the nearest first.
    init(
        _ request: PageRequest, totalSize: Int, number: (Item) -> Int64,
        fetch: (PageCursor, Int) throws -> [Item]
    ) throws {
        let cursor = request.cursor ?? .older(than: .max)
        var rows = try fetch(cursor, request.size + 1)
        let hasMore = rows.count > request.size
        if hasMore { rows.removeLast() }

        let older: PageCursor
        let newer: PageCursor
        let hasOlder: Bool
        let hasNewer: Bool
        switch cursor {
        case .older(let bound):
            older = .older(than: rows.last.map(number) ?? bound)
            newer = .newer(than: rows.first.map(number) ?? bound - 1)
            hasOlder = hasMore
            hasNewer = try request.cursor != nil && !fetch(newer, 1).isEmpty
        case .newer(let bound):
            rows.reverse()
            older = .older(than: rows.last.map(number) ?? bound + 1)
            newer = .newer(than: rows.first.map(number) ?? bound)
            hasOlder = try !fetch(older, 1).isEmpty
            hasNewer = hasMore
        }
        items = rows
        self.totalSize = totalSize
        nextPageToken = hasOlder ? older.token : ""
        previousPageToken = hasNewer ? newer.token : ""
    }
}
