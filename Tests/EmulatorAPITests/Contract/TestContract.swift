import Foundation
import ScalekitProtos
import SwiftProtobuf

@testable import EmulatorAPI

/// The contract as it is committed, and what tests need around it.
enum TestContract {
    static let shared = make()

    static func make() -> Contract {
        do {
            return try Contract(descriptorSet: descriptorSet, vendorOperations: vendorOperations)
        } catch {
            fatalError("the committed contract does not load: \(error)")
        }
    }

    static let descriptorSet = bytes("contract.binpb")
    static let vendorOperations = String(decoding: bytes("vendor-operations.txt"), as: UTF8.self)

    static func method(_ name: String) -> EmulatorAPI.Method {
        for service in ["connected_accounts.ConnectedAccountService", "connections.ConnectionService"] {
            if let method = shared.method("scalekit.v1.\(service)/\(name)") { return method }
        }
        fatalError("no method \(name)")
    }

    static func message(_ name: String) -> MessageType { message(name, of: shared) }

    static func message(_ name: String, of contract: Contract) -> MessageType {
        guard let type = contract.message(name) else { fatalError("no message \(name)") }
        return type
    }

    /// The committed contract with one more file.
    static func adding(_ file: Google_Protobuf_FileDescriptorProto) throws -> Contract {
        var set = Google_Protobuf_FileDescriptorSet()
        set.file = [file]
        // Concatenated messages merge, and repeated fields append.
        return try Contract(
            descriptorSet: descriptorSet + set.serializedBytes(), vendorOperations: vendorOperations)
    }

    private static func bytes(_ name: String) -> [UInt8] {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let file = root.appending(path: "Sources/ScalekitProtos/Generated/\(name)")
        guard let data = try? Data(contentsOf: file) else { fatalError("cannot read \(file.path())") }
        return Array(data)
    }
}

/// A generator that gives the same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
