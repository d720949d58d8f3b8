import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// Rules over presence and lists, on a message of their own.
struct PresenceRuleTests {
    private func violations(
        _ field: Google_Protobuf_FieldDescriptorProto, _ bytes: [UInt8],
        _ rules: (inout Buf_Validate_FieldRules) -> Void
    ) throws -> [String] {
        var file = Google_Protobuf_FileDescriptorProto()
        file.name = "test/rules.proto"
        file.package = "test"
        file.syntax = "proto3"
        var message = Google_Protobuf_DescriptorProto()
        message.name = "Ruled"
        var ruled = field
        rules(&ruled.options.Buf_Validate_field)
        message.field = [ruled]
        file.messageType = [message]
        let contract = try TestContract.adding(file)
        var run = ValidationRun(contract: contract)
        try run.check(bytes, in: bytes.indices, as: TestContract.message("test.Ruled", of: contract))
        return run.violations.map { "\($0.field): \($0.constraint)" }
    }

    private let text = AllKinds.field("text", 1, .string)
    private let numbers = AllKinds.field("numbers", 1, .int32, .repeated)

    @Test func `skips a zero value when told to`() throws {
        #expect(try violations(text, []) { $0.string.minLen = 2 } == ["text: string.min_len"])
        let skipZero: (inout Buf_Validate_FieldRules) -> Void = {
            $0.string.minLen = 2
            $0.ignore = .ifZeroValue
        }
        #expect(try violations(text, [], skipZero).isEmpty)
        #expect(try violations(text, [0x0a, 0x00], skipZero).isEmpty)
        #expect(try violations(text, [0x0a, 0x01, 0x61], skipZero) == ["text: string.min_len"])
    }

    @Test func `skips everything when told to`() throws {
        let always: (inout Buf_Validate_FieldRules) -> Void = {
            $0.required = true
            $0.ignore = .always
        }
        #expect(try violations(text, [], always).isEmpty)
        #expect(try violations(numbers, [], always).isEmpty)
    }

    @Test func `finds required lists and zero scalars missing`() throws {
        #expect(try violations(numbers, []) { $0.required = true } == ["numbers: required"])
        #expect(try violations(text, [0x0a, 0x00]) { $0.required = true } == ["text: required"])
    }

    @Test func `compares items of a packed list, and of one that is not`() throws {
        let unique: (inout Buf_Validate_FieldRules) -> Void = { $0.repeated.unique = true }
        #expect(try violations(numbers, [0x0a, 0x03, 1, 2, 1], unique) == ["numbers: repeated.unique"])
        #expect(try violations(numbers, [0x0a, 0x02, 1, 2, 0x08, 1], unique) == ["numbers: repeated.unique"])
        #expect(try violations(numbers, [0x0a, 0x02, 1, 2, 0x08, 3], unique).isEmpty)
        let positive: (inout Buf_Validate_FieldRules) -> Void = { $0.repeated.items.int32.gt = 0 }
        #expect(try violations(numbers, [0x0a, 0x02, 1, 0], positive) == ["numbers[1]: int32.gt"])
    }
}
