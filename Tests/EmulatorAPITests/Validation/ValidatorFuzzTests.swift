import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// Seeded, so that a failure comes back.
struct ValidatorFuzzTests {
    typealias Request = Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest

    private static let sample: [UInt8] = {
        let request = Request.with {
            $0.connectionID = "conn_1"
            $0.connection.providerKey = "GMAIL"
            $0.connection.attributeMapping = ["email": "mail", "é": "ü"]
            $0.connection.oauthConfig.scopes = ["a", "b"]
            $0.connection.oauthConfig.clientID = .init("id")
            $0.connection.debugEnabled = .init(true)
        }
        return (try? request.serializedBytes()) ?? []
    }()

    @Test func `whatever passes can be decoded, and nothing crashes`() throws {
        var generator = SeededGenerator(state: 42)
        let validator = Validator(contract: TestContract.shared)
        let type = TestContract.method("UpdateEnvironmentConnection").input
        #expect(!Self.sample.isEmpty)
        for _ in 0..<20_000 {
            let bytes = mutated(Self.sample, &generator)
            do {
                try validator.check(bytes, as: type)
            } catch let error as EmulatorError {
                #expect(error.code == .invalidArgument)
                guard !error.violations.isEmpty else { continue }
            }
            #expect(throws: Never.self, "\(bytes)") { try Request(serializedBytes: bytes) }
        }
    }

    @Test func `random bytes never crash`() {
        var generator = SeededGenerator(state: 7)
        let validator = Validator(contract: TestContract.shared)
        for method in TestContract.shared.services.flatMap(\.methods) {
            for _ in 0..<300 {
                let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                do {
                    try validator.check(bytes, as: method.input)
                } catch {
                    #expect((error as? EmulatorError)?.code == .invalidArgument)
                }
            }
        }
    }

    @Test(arguments: [1, 20, 30, 32, 33, 34, 40, 60, 99, 100, 101, 200, 5000])
    func `agrees with decoding about how deep a message may nest`(depth: Int) throws {
        // google.protobuf.ListValue in a Value in a ListValue …
        var value: [UInt8] = []
        for _ in 0..<depth {
            var writer = WireWriter()
            writer.payload(1, value)
            var outer = WireWriter()
            outer.payload(6, writer.bytes)
            value = outer.bytes
        }
        var run = ValidationRun(contract: TestContract.shared)
        let type = TestContract.message("google.protobuf.Value")
        let isValid = (try? run.check(value, in: value.indices, as: type)) != nil
        let decodes = (try? Google_Protobuf_Value(serializedBytes: value)) != nil
        #expect(!isValid || decodes)
        #expect(isValid == (depth < 50))
    }

    private func mutated(_ sample: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            default: if bytes.count > 1 { bytes.remove(at: place) }
            }
        }
        return bytes
    }
}
