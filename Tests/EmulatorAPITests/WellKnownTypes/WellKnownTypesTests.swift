import EmulatorCore
import SwiftProtobuf
import Testing

import struct Foundation.Date

@testable import EmulatorAPI

@Suite struct WellKnownTypesTests {
    @Test func `a struct comes back as it was`() {
        let json: [String: JSONValue] = [
            "null": .null, "bool": true, "number": 2.5, "text": "ü", "list": [1, ["a": .null]], "object": ["": []],
        ]
        #expect(Google_Protobuf_Struct(json).json == json)
    }

    @Test func `a value without a kind counts as null`() {
        #expect(Google_Protobuf_Value().json == .null)
    }

    @Test(arguments: [
        (1_800_000_000.000001, 1_800_000_000, 1_000), (0, 0, 0), (-0.25, -1, 750_000_000), (-2, -2, 0),
    ])
    func `a time has whole microseconds and nanoseconds that count forward`(
        seconds: Double, expectedSeconds: Int64, expectedNanos: Int32
    ) {
        let timestamp = Google_Protobuf_Timestamp(Date(timeIntervalSince1970: seconds))
        #expect(timestamp.seconds == expectedSeconds)
        #expect(timestamp.nanos == expectedNanos)
    }
}
