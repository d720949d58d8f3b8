import SwiftProtobuf

@testable import EmulatorAPI

/// A message with a field of every kind, which the vendor's contract does not have.
enum AllKinds {
    static func contract() throws -> Contract { try loaded.get() }

    private static let loaded = Result { try TestContract.adding(file) }

    static let scalars: [Google_Protobuf_FieldDescriptorProto.TypeEnum] = [
        .double, .float, .int64, .uint64, .int32, .fixed64, .fixed32, .bool, .string, .bytes, .uint32, .sfixed32,
        .sfixed64, .sint32, .sint64,
    ]

    /// `single_<n>` has number n, `list_<n>` n + 20, `map_<n>` n + 40, where n counts `scalars` from 1.
    private static let file = {
        var file = Google_Protobuf_FileDescriptorProto()
        file.name = "test/all_kinds.proto"
        file.package = "test"
        file.syntax = "proto3"
        var message = Google_Protobuf_DescriptorProto()
        message.name = "AllKinds"
        for (index, type) in scalars.enumerated() {
            message.field.append(field("single_\(index + 1)", index + 1, type))
            message.field.append(field("list_\(index + 1)", index + 21, type, .repeated))
        }
        message.field.append(field("mask", 61, .message, typeName: ".google.protobuf.StringValue"))
        message.field.append(field("by_number", 62, .message, .repeated, typeName: ".test.AllKinds.ByNumberEntry"))
        message.field.append(field("by_flag", 63, .message, .repeated, typeName: ".test.AllKinds.ByFlagEntry"))
        message.field.append(field("child", 64, .message, typeName: ".test.AllKinds"))
        message.field.append(field("far", 5000, .string))
        message.nestedType = [entry("ByNumberEntry", key: .int64), entry("ByFlagEntry", key: .bool)]
        file.messageType = [message]
        return file
    }()

    static func field(
        _ name: String, _ number: Int, _ type: Google_Protobuf_FieldDescriptorProto.TypeEnum,
        _ label: Google_Protobuf_FieldDescriptorProto.Label = .optional, typeName: String = ""
    ) -> Google_Protobuf_FieldDescriptorProto {
        var field = Google_Protobuf_FieldDescriptorProto()
        field.name = name
        field.jsonName = FieldMask.jsonName(Substring(name))
        field.number = Int32(number)
        field.type = type
        field.label = label
        field.typeName = typeName
        return field
    }

    private static func entry(
        _ name: String, key: Google_Protobuf_FieldDescriptorProto.TypeEnum
    ) -> Google_Protobuf_DescriptorProto {
        var entry = Google_Protobuf_DescriptorProto()
        entry.name = name
        entry.options.mapEntry = true
        entry.field = [field("key", 1, key), field("value", 2, .message, typeName: ".test.AllKinds")]
        return entry
    }
}
