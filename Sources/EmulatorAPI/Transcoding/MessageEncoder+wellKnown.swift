import EmulatorCore
import SwiftProtobuf

/// The messages whose JSON is not an object of their fields.
extension MessageEncoder {
    mutating func write(
        _ tree: JSONTree, as known: WellKnownType, _ type: MessageType, to writer: inout WireWriter
    ) throws(EmulatorError) {
        switch known {
        case .structure: try writeStruct(tree, to: &writer)
        case .value: writeValue(tree, to: &writer)
        case .list: try writeListValue(tree, to: &writer)
        case .timestamp: try writeTimestamp(tree, to: &writer)
        case .duration: try writeDuration(tree, to: &writer)
        case .fieldMask: try writeFieldMask(tree, to: &writer)
        default: try write(tree, 1, type.fields[0].kind, to: &writer)
        }
    }

    private func writeStruct(_ tree: JSONTree, to writer: inout WireWriter) throws(EmulatorError) {
        guard case .object(let members) = tree else { throw mismatch("an object", tree) }
        write(members, to: &writer)
    }

    private func writeListValue(_ tree: JSONTree, to writer: inout WireWriter) throws(EmulatorError) {
        guard case .array(let elements) = tree else { throw mismatch("a list", tree) }
        write(elements, to: &writer)
    }

    private func write(_ members: [JSONTree.Member], to writer: inout WireWriter) {
        for member in members {
            var value = WireWriter()
            writeValue(member.value, to: &value)
            var entry = WireWriter()
            entry.payload(1, member.name.utf8)
            entry.payload(2, value.bytes)
            writer.payload(1, entry.bytes)
        }
    }

    private func write(_ elements: [JSONTree], to writer: inout WireWriter) {
        for element in elements {
            var value = WireWriter()
            writeValue(element, to: &value)
            writer.payload(1, value.bytes)
        }
    }

    /// Every JSON value is a `google.protobuf.Value`; numbers become doubles.
    private func writeValue(_ tree: JSONTree, to writer: inout WireWriter) {
        switch tree {
        case .null: writer.varint(1, 0)
        case .number(let text): writer.fixed64(2, (Double(text) ?? 0).bitPattern)
        case .string(let text): writer.payload(3, text.utf8)
        case .bool(let value): writer.varint(4, value ? 1 : 0)
        case .object(let members):
            var inner = WireWriter()
            write(members, to: &inner)
            writer.payload(5, inner.bytes)
        case .array(let elements):
            var inner = WireWriter()
            write(elements, to: &inner)
            writer.payload(6, inner.bytes)
        }
    }
}

extension MessageEncoder {
    private func writeTimestamp(_ tree: JSONTree, to writer: inout WireWriter) throws(EmulatorError) {
        guard case .string = tree, let time = try? Google_Protobuf_Timestamp(jsonUTF8Bytes: tree.bytes) else {
            throw mismatch("a time such as \"2026-01-31T12:00:00Z\"", tree)
        }
        writer.varint(1, UInt64(bitPattern: time.seconds))
        writer.varint(2, UInt64(bitPattern: Int64(time.nanos)))
    }

    private func writeDuration(_ tree: JSONTree, to writer: inout WireWriter) throws(EmulatorError) {
        guard case .string = tree, let length = try? Google_Protobuf_Duration(jsonUTF8Bytes: tree.bytes) else {
            throw mismatch("a duration such as \"3.5s\"", tree)
        }
        writer.varint(1, UInt64(bitPattern: length.seconds))
        writer.varint(2, UInt64(bitPattern: Int64(length.nanos)))
    }

    private func writeFieldMask(_ tree: JSONTree, to writer: inout WireWriter) throws(EmulatorError) {
        guard case .string(let text) = tree else { throw mismatch("paths with commas between them", tree) }
        for path in text.split(separator: ",") { writer.payload(1, FieldMask.protoName(path).utf8) }
    }
}

/// Paths in a field mask: `displayName` in JSON, `display_name` in protobuf. Both are read.
enum FieldMask {
    static func protoName(_ path: Substring) -> String {
        path.reduce(into: "") { name, character in
            name += character.isUppercase ? "_\(character.lowercased())" : String(character)
        }
    }

    static func jsonName(_ path: Substring) -> String {
        let words = path.split(separator: "_")
        return words.dropFirst().reduce(words.first.map(String.init) ?? "") { name, word in
            name + word.prefix(1).uppercased() + word.dropFirst()
        }
    }
}
