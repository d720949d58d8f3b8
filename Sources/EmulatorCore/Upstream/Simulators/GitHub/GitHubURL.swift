import struct Foundation.Data

/// Addresses of things, and the ids that GraphQL knows them by.
enum GitHubURL {
    static let api = "https://api.github.com"
    static let html = "https://github.com"

    /// In the older of GitHub's two forms, which says what it names.
    static func nodeID(_ type: String, _ id: Int) -> JSONValue { nodeID(type, String(id)) }

    static func nodeID(_ type: String, _ id: String) -> JSONValue {
        .string(Data("0\(type.utf8.count):\(type)\(id)".utf8).base64EncodedString())
    }

    /// Members that are addresses below another one.
    /// - Parameter members: name and what follows the base.
    static func members(_ base: String, _ members: KeyValuePairs<String, String>) -> [String: JSONValue] {
        Dictionary(members.map { ($0.key, .string(base + $0.value)) }) { first, _ in first }
    }
}

extension JSONValue {
    /// Null in place of nothing.
    static func orNull(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    static func orNull(_ number: Int?) -> JSONValue { number.map(JSONValue.int) ?? .null }

    /// An object with more members, which replace those of the same name.
    func adding(_ members: [String: JSONValue]) -> JSONValue {
        .object((object ?? [:]).merging(members) { $1 })
    }
}
