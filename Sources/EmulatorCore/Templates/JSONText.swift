import struct Foundation.Data
import class Foundation.JSONDecoder

/// JSON as text.
package enum JSONText {
    /// The text's value when it is JSON, otherwise the text itself.
    static func value(_ text: String) -> JSONValue { parse(Array(text.utf8)) ?? .string(text) }

    /// Nil when the bytes are not JSON.
    package static func parse(_ bytes: some Collection<UInt8>) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// Whether a content type says that JSON comes: `application/json`, `application/problem+json`, with parameters.
    package static func isJSON(_ contentType: String) -> Bool {
        let essence = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return essence == "application/json" || essence.hasSuffix("+json")
    }

    /// UTF-8, members in the order of their names.
    package static func bytes(_ value: JSONValue) -> [UInt8] {
        var writing = JSONWriting()
        writing.write(value)
        return writing.bytes
    }
}
