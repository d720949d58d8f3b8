import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// The generated Swift against the contract's table: both must read the same bytes the same way.
struct GeneratedTypesTests {
    @Test func `knows the types of every operation`() {
        let used = Set(OperationTable.all.flatMap { [$0.requestType, $0.responseType] })
        #expect(Set(GeneratedTypes.all.keys) == used)
    }

    @Test(arguments: GeneratedTypes.all.keys.sorted(), 0..<7)
    func `reads every field as the contract's table does`(name: String, member: Int) throws {
        let contract = try ServedAPI.contract
        let type = try #require(contract.message(name))
        let bytes = FilledMessage(contract: contract, member: member).bytes(of: type)
        let message = try #require(GeneratedTypes.all[name]).init(serializedBytes: bytes)

        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        let theirs = try JSONReader.parse(message.jsonUTF8Bytes(options: options))
        let ours = try JSONReader.parse(ResponseTranscoder(contract: contract).encode(bytes, as: type))
        #expect(Self.essence(ours) == Self.essence(theirs))
    }

    @Test(arguments: GeneratedTypes.all.keys.sorted(), 0..<7)
    func `writes JSON that the generated type reads back`(name: String, member: Int) throws {
        let contract = try ServedAPI.contract
        let type = try #require(contract.message(name))
        let bytes = FilledMessage(contract: contract, member: member).bytes(of: type)
        let json = try JSONReader.parse(ResponseTranscoder(contract: contract).encode(bytes, as: type))
        var encoder = MessageEncoder(contract: contract)
        let again = try encoder.encode(json, as: type)
        let generated = try #require(GeneratedTypes.all[name])
        #expect(try generated.init(serializedBytes: again).isEqualTo(message: generated.init(serializedBytes: bytes)))
    }

    /// Without what is zero or empty, which only one side writes, and with members in order.
    private static func essence(_ tree: JSONTree) -> JSONTree {
        guard case .object(let members) = tree else {
            if case .array(let elements) = tree { return .array(elements.map(essence)) }
            return tree
        }
        let zeros: [JSONTree] = [.number("0"), "0", "", false, [], [:]]
        let kept = members.map { JSONTree.Member(name: $0.name, value: essence($0.value)) }
            .filter { !zeros.contains($0.value) }
        return .object(kept.sorted { $0.name < $1.name })
    }
}
