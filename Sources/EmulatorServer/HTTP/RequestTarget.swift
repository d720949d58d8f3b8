import EmulatorCore

/// A request's path and query. Leading slashes collapse to one, because SDKs append paths to URLs that end in a
/// slash; percent-escapes stay in the path, where `%2F` is not a separator.
struct RequestTarget: Sendable {
    var path: String
    private var encodedQuery: Substring

    init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = "/" + (parts.first ?? "").drop { $0 == "/" }
        encodedQuery = parts.count > 1 ? parts[1] : ""
    }

    /// The query as it came; nil when there is none.
    var rawQuery: String? { encodedQuery.isEmpty ? nil : String(encodedQuery) }

    /// Decoded names and values, in the order they came.
    /// - Throws: INVALID_ARGUMENT when they are not UTF-8.
    var query: [(String, String)] { get throws { try FormDecoding.pairs(encodedQuery) } }
}

/// `application/x-www-form-urlencoded`, in queries and bodies.
enum FormDecoding {
    static func pairs(_ text: some StringProtocol) throws -> [(String, String)] {
        try text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (try decode(parts[0]), parts.count > 1 ? try decode(parts[1]) : "")
        }
    }

    /// `+` is a space and `%XX` a byte; an escape that is none stays as it is.
    static func decode(_ text: some StringProtocol) throws -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
                if digits.count == 2 {
                    bytes.append(UInt8(digits[0] << 4 | digits[1]))
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw EmulatorError(
                .invalidArgument, "a percent-encoded value is not UTF-8", errorCode: "MALFORMED_REQUEST")
        }
        return text
    }
}
