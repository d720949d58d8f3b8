/// A request's path and query. Leading slashes collapse to one, because SDKs append paths to URLs that end in a
/// slash; percent-escapes stay in the path, where `%2F` is not a separator.
struct RequestTarget: Sendable {
    var path: String
    /// Decoded names and values, in the order they came.
    var query: [(String, String)]

    init(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = "/" + (parts.first ?? "").drop { $0 == "/" }
        query = parts.count > 1 ? FormDecoding.pairs(parts[1]) : []
    }
}

/// `application/x-www-form-urlencoded`, in queries and bodies.
enum FormDecoding {
    static func pairs(_ text: some StringProtocol) -> [(String, String)] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decode(parts[0]), parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    /// `+` is a space and `%XX` a byte; an escape that is none stays as it is.
    private static func decode(_ text: some StringProtocol) -> String {
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
        return String(decoding: bytes, as: UTF8.self)
    }
}
