import EmulatorCore

/// Turns the protobuf message that an operation returns into the JSON that REST returns: proto names, enums by
/// name, times in RFC 3339, 64-bit integers as strings. What has implicit presence is written even when it is
/// zero, lists and maps even when they are empty; a message, `optional` or oneof member that is not set is left
/// out. The sources do not show what the real service does with unset fields; clients read both.
package struct ResponseTranscoder: Sendable {
    private let contract: Contract

    package init(contract: Contract) {
        self.contract = contract
    }

    /// - Returns: JSON in UTF-8. Keys of maps and of `Struct` are sorted, so that equal messages give equal text.
    /// - Throws: `EmulatorError` INTERNAL when the bytes are not a message of that type.
    package func encode(_ bytes: [UInt8], as type: MessageType) throws -> [UInt8] {
        var printer = MessagePrinter(contract: contract, reserving: 2 * bytes.count + 128)
        do throws(WireError) {
            try printer.print(bytes, in: bytes.indices, as: type)
        } catch {
            throw EmulatorError(.internal, "a response is not a valid \(type.fullName): \(error)")
        }
        return printer.json
    }
}
