import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

struct ContractTests {
    private let contract = TestContract.shared

    @Test func `knows an operation with its types, callers and bindings`() throws {
        let method = TestContract.method("DisconnectConnectedAccount")
        #expect(method.fullName == "scalekit.v1.connected_accounts.ConnectedAccountService/DisconnectConnectedAccount")
        #expect(method.input.fullName == "scalekit.v1.connected_accounts.DisconnectConnectedAccountRequest")
        #expect(method.output.fullName == "scalekit.v1.connected_accounts.DisconnectConnectedAccountResponse")
        #expect(method.callers == [.workspace, .actionsPortal, .client])
        #expect(method.permissions == ["connected_accounts:revoke"])
        #expect(method.isPreview && !method.clientStreaming && !method.serverStreaming)
        #expect(
            method.bindings.map(\.template.text).map { $0.suffix(15) } == [
                "{id}:disconnect", "ts/-:disconnect", "this:disconnect",
            ])
        #expect(method.bindings.allSatisfy { $0.verb == "POST" && $0.body == .all })
        #expect(TestContract.method("CreateEnvironmentConnection").bindings[0].body == .field("connection"))
        #expect(TestContract.method("ListConnections").bindings[0].body == .none)
        #expect(!TestContract.method("ListConnections").isPreview)
        #expect(contract.method("scalekit.v1.connections.ConnectionService/Nonsense") == nil)
    }

    @Test func `tells streaming operations apart`() throws {
        let reflection = try #require(contract.method("grpc.reflection.v1.ServerReflection/ServerReflectionInfo"))
        #expect(reflection.clientStreaming && reflection.serverStreaming && reflection.bindings.isEmpty)
        let watch = try #require(contract.method("grpc.health.v1.Health/Watch"))
        #expect(!watch.clientStreaming && watch.serverStreaming)
    }

    @Test func `finds fields by number, proto name and JSON name`() throws {
        let type = TestContract.method("ListConnectedAccounts").input
        let field = try #require(type.field(number: 6))
        #expect(field.name == "page_size")
        #expect(type.field(named: "page_size") === field)
        #expect(type.field(named: "pageSize") === field)
        #expect(type.field(number: 99) == nil && type.field(number: 1_000_000) == nil)
        let far = TestContract.message("test.AllKinds", of: try AllKinds.contract())
        #expect(far.field(number: 5000)?.name == "far")
        #expect(far.field(number: 5001) == nil)
    }

    @Test func `knows how each field is present`() throws {
        let connection = TestContract.message("scalekit.v1.connections.Connection")
        #expect(connection.field(named: "id")?.presence == .implicit)
        #expect(connection.field(named: "organization_id")?.presence == .explicit)
        #expect(connection.field(named: "create_time")?.presence == .explicit)
        #expect(connection.field(named: "attribute_mapping")?.presence == .map)
        #expect(connection.field(named: "domains")?.presence == .repeated)
        #expect(connection.field(named: "saml_config")?.presence == .oneof("settings"))
        #expect(connection.field(named: "status")?.behaviours == [.outputOnly])
    }

    @Test func `follows types that refer to themselves`() throws {
        let value = TestContract.message("google.protobuf.Value")
        let structure = try #require(value.field(named: "struct_value"))
        guard case .message(let reference) = structure.kind else { throw Unexpected() }
        #expect(contract.message(reference).fullName == "google.protobuf.Struct")
    }

    @Test func `lists every operation of the vendor, served or not`() throws {
        #expect(contract.vendorOperations.count == 444)
        let operation = try #require(contract.vendorOperation("scalekit.v1.auth.AuthService/GetAuthError"))
        #expect(operation.service == "scalekit.v1.auth.AuthService" && operation.name == "GetAuthError")
        #expect(operation.callers == .none)
        #expect(operation.bindings.map(\.verb) == ["GET", "GET"])
        #expect(contract.vendorOperation("scalekit.v1.auth.AuthService/Nonsense") == nil)
        let create = try #require(contract.vendorOperation("scalekit.v1.tools.ToolService/CreateTool"))
        #expect(create.callers.contains(.client))
    }

    @Test(arguments: ["no tabs", "a.B/C\tNOBODY", "a.B/C\tCLIENT\tGET", "a.B/C\tCLIENT\tGET relative", "abc\tCLIENT"])
    func `refuses an operation list that it cannot read`(line: String) {
        #expect(throws: EmulatorError.self) {
            try Contract(descriptorSet: TestContract.descriptorSet, vendorOperations: line)
        }
    }

    @Test func `refuses an expression that it has no predicate for`() throws {
        var file = Google_Protobuf_FileDescriptorProto()
        file.name = "test/unknown.proto"
        file.syntax = "proto3"
        var message = Google_Protobuf_DescriptorProto()
        message.name = "Unknown"
        var rule = Buf_Validate_Rule()
        rule.expression = "this.nonsense == 1"
        message.options.Buf_Validate_message.cel = [rule]
        file.messageType = [message]
        let error = #expect(throws: EmulatorError.self) { try TestContract.adding(file) }
        #expect(error?.message.contains("this.nonsense == 1") == true)
    }

    @Test func `refuses a rule outside the subset that it enforces`() throws {
        var file = Google_Protobuf_FileDescriptorProto()
        file.name = "test/unknown.proto"
        file.syntax = "proto3"
        var message = Google_Protobuf_DescriptorProto()
        message.name = "Unknown"
        var field = AllKinds.field("text", 1, .string)
        // string.suffix, number 8 of StringRules.
        field.options.Buf_Validate_field.string = try Buf_Validate_StringRules(serializedBytes: [0x42, 1, 0x61])
        message.field = [field]
        file.messageType = [message]
        #expect(throws: EmulatorError.self) { try TestContract.adding(file) }
    }

    private struct Unexpected: Error {}
}
