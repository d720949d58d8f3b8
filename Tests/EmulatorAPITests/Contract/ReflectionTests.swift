import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// What gRPC reflection needs from the contract.
struct ReflectionTests {
    private let contract = TestContract.shared

    @Test(arguments: [
        ("scalekit.v1.connections.ConnectionService", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connections.ConnectionService.ListConnections", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connections.Connection", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connections.Connection.key_id", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connections.Connection.settings", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connections.WebAuthConfiguration.Rp", "scalekit/v1/connections/connections.proto"),
        ("scalekit.v1.connected_accounts.ConnectorStatus", "scalekit/v1/connected_accounts/connected_accounts.proto"),
        ("scalekit.v1.connected_accounts.PENDING_AUTH", "scalekit/v1/connected_accounts/connected_accounts.proto"),
        ("scalekit.v1.options.auth_option", "scalekit/v1/options/options.proto"),
        ("google.protobuf.Timestamp", "google/protobuf/timestamp.proto"),
        ("grpc.health.v1.Health", "grpc/health/v1/health.proto"),
    ])
    func `finds the file of a symbol`(symbol: String, file: String) {
        #expect(contract.fileContaining(symbol: symbol) == file)
    }

    @Test(arguments: ["", "scalekit.v1.connections", "scalekit.v1.connections.Nonsense", ".google.protobuf.Timestamp"])
    func `finds nothing for what is not defined`(symbol: String) {
        #expect(contract.fileContaining(symbol: symbol) == nil)
    }

    @Test func `finds extensions by the type that they extend`() {
        let method = "google.protobuf.MethodOptions"
        #expect(contract.fileContaining(extension: 50000, of: method) == "scalekit/v1/options/options.proto")
        #expect(contract.fileContaining(extension: 72_295_728, of: method) == "google/api/annotations.proto")
        #expect(contract.fileContaining(extension: 1, of: method) == nil)
        #expect(contract.extensionNumbers(of: method) == [50000, 72_295_727, 72_295_728])
        #expect(contract.extensionNumbers(of: "google.protobuf.Timestamp") == [])
        #expect(contract.extensionNumbers(of: "google.protobuf.Nonsense") == nil)
    }

    @Test func `reaches every file that a service needs, each as a descriptor of its own`() throws {
        for service in contract.services {
            var open = [try #require(contract.fileContaining(symbol: service.name))]
            var seen: Set<String> = []
            while let name = open.popLast() {
                guard seen.insert(name).inserted else { continue }
                let file = try #require(contract.fileDescriptor(named: name), "\(name) is missing")
                let descriptor = try Google_Protobuf_FileDescriptorProto(serializedBytes: file.bytes)
                #expect(descriptor.name == name)
                #expect(descriptor.dependency == file.dependencies)
                open += file.dependencies
            }
        }
    }

    @Test func `hands out the bytes that protoc wrote`() throws {
        let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: TestContract.descriptorSet)
        for file in set.file {
            let found = try #require(contract.fileDescriptor(named: file.name))
            #expect(try Google_Protobuf_FileDescriptorProto(serializedBytes: found.bytes) == file)
        }
        #expect(contract.fileDescriptor(named: "nonsense.proto") == nil)
    }
}
