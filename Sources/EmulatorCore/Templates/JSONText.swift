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

    /// UTF-8, members in the order of their names.
    package static func bytes(_ value: JSONValue) -> [UInt8] {
        Array(((try? JSONColumn.text(value)) ?? "null").utf8)
    }
}
