import Synchronization

/// Values of a JSON column that were decoded lately, by their text: calls read the same few rows again and again, and
/// decoding one costs several times the query.
final class DecodedTexts<Value: Decodable & Sendable>: Sendable {
    private let decoded = Mutex<[String: Value]>([:])

    private static var limit: Int { 1_000 }
    /// In bytes; longer texts are rare, and would be kept at the cost of many others.
    private static var longest: Int { 2_000 }

    func value(_ text: String) throws -> Value {
        guard text.utf8.count <= Self.longest else { return try JSONColumn.value(Value.self, from: text) }
        if let known = decoded.withLock({ $0[text] }) { return known }
        let value = try JSONColumn.value(Value.self, from: text)
        decoded.withLock { decoded in
            if decoded.count >= Self.limit { decoded.removeAll(keepingCapacity: true) }
            decoded[text] = value
        }
        return value
    }
}
