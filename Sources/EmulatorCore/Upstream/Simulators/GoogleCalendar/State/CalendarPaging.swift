import Crypto
import Foundation

/// Where a page ended, and which changes the first page had seen.
struct CalendarPageToken: Equatable {
    /// What the items are sorted by, of the last one.
    var key: Int64
    var id: String
    var revision: Int64

    init(key: Int64, id: String, revision: Int64) {
        self.key = key
        self.id = id
        self.revision = revision
    }

    init(_ text: String) throws {
        let parts = CalendarTokens.decoded(text, as: "page") ?? []
        guard parts.count == 3, let key = Int64(parts[0]), let revision = Int64(parts[1]) else {
            throw CalendarError.invalid("Invalid page token value.")
        }
        self.init(key: key, id: parts[2], revision: revision)
    }

    var text: String { CalendarTokens.encoded("page", ["\(key)", "\(revision)", id]) }
}

/// Which changes a caller has seen, and of what.
struct CalendarSyncToken: Equatable {
    var revision: Int64
    /// Milliseconds since 1970.
    var issued: Int64
    /// What the list was limited to, which goes for its changes as well.
    var limits: [String]

    /// Google promises no length of life; a month is what updatedMin has there, too.
    static let lifetime: Int64 = 30 * 86_400 * 1_000

    init(revision: Int64, issued: Int64, limits: [String] = []) {
        self.revision = revision
        self.issued = issued
        self.limits = limits
    }

    /// - Throws: 400 for what is no token of this list, 410 for one that is too old.
    init(_ text: String, now: Int64, limits count: Int = 0) throws {
        let parts = CalendarTokens.decoded(text, as: "sync") ?? []
        guard parts.count == 2 + count, let revision = Int64(parts[0]), let issued = Int64(parts[1]),
            CalendarTimeText.range.contains(issued / 1_000)
        else { throw CalendarError.invalid("Invalid sync token value.") }
        guard now - issued <= Self.lifetime else { throw CalendarError.syncTokenExpired }
        self.init(revision: revision, issued: issued, limits: Array(parts.dropFirst(2)))
    }

    var text: String { CalendarTokens.encoded("sync", ["\(revision)", "\(issued)"] + limits) }
}

enum CalendarTokens {
    static func encoded(_ kind: String, _ parts: [String]) -> String {
        Data(([kind] + parts).joined(separator: "\n").utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    static func decoded(_ text: String, as kind: String) -> [String]? {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        guard let data = Data(base64Encoded: base64), let plain = String(data: data, encoding: .utf8) else {
            return nil
        }
        let parts = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return parts.first == kind ? Array(parts.dropFirst()) : nil
    }

    /// The etag of a whole list.
    static func etag(_ parts: [String]) -> String {
        let digits = Array("0123456789abcdefghijklmnopqrstuv")
        let digest = SHA256.hash(data: Data(parts.joined(separator: "\n").utf8))
        return "\"p3\(String(digest.prefix(12).map { digits[Int($0) % 32] }))0g\""
    }
}
