import EmulatorCore
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

/// Every scalar kind, there and back: JSON to wire to JSON.
struct ScalarTests {
    private func roundTrip(_ json: String) throws -> String {
        let contract = try AllKinds.contract()
        let type = TestContract.message("test.AllKinds", of: contract)
        var encoder = MessageEncoder(contract: contract)
        let bytes = try encoder.encode(JSONReader.parse(Array(json.utf8)), as: type)
        try Validator(contract: contract).check(bytes, as: type)
        let out = try JSONReader.parse(ResponseTranscoder(contract: contract).encode(bytes, as: type))
        guard case .object(let members) = out else { return "" }
        let zeros: [JSONTree] = [.number("0"), "0", "", false, [], [:]]
        return String(decoding: JSONTree.object(members.filter { !zeros.contains($0.value) }).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        #"{"single_1":1.5}"#, #"{"single_1":"NaN"}"#, #"{"single_1":"-Infinity"}"#, #"{"single_2":0.1}"#,
        #"{"single_3":"-9223372036854775808"}"#, #"{"single_4":"18446744073709551615"}"#,
        #"{"single_5":-2147483648}"#, #"{"single_6":"18446744073709551615"}"#, #"{"single_7":4294967295}"#,
        #"{"single_8":true}"#, #"{"single_9":"text \" \\ \n é"}"#, #"{"single_10":"AAEC/w=="}"#,
        #"{"single_11":4294967295}"#, #"{"single_12":-2147483648}"#, #"{"single_13":"-9223372036854775808"}"#,
        #"{"single_14":-2147483648}"#, #"{"single_14":2147483647}"#, #"{"single_15":"-9223372036854775808"}"#,
        #"{"single_15":"9223372036854775807"}"#, #"{"list_1":[1,2.5]}"#, #"{"list_8":[true,false]}"#,
        #"{"list_9":["a",""]}"#, #"{"list_14":[-1,1]}"#, #"{"far":"away"}"#,
    ])
    func `comes back as it went in`(json: String) throws {
        #expect(try roundTrip(json) == json)
    }

    @Test(arguments: [
        (#"{"single_3":5}"#, #"{"single_3":"5"}"#), (#"{"single_5":"5"}"#, #"{"single_5":5}"#),
        (#"{"single_5":1e2}"#, #"{"single_5":100}"#), (#"{"single_5":2.0}"#, #"{"single_5":2}"#),
        (#"{"single_1":"2.50"}"#, #"{"single_1":2.5}"#), (#"{"single_1":1e300}"#, #"{"single_1":1e+300}"#),
        (#"{"single_10":"_-8"}"#, #"{"single_10":"/+8="}"#), (#"{"single_5":null}"#, "{}"),
    ])
    func `reads what JSON writes in other ways`(json: String, expected: String) throws {
        #expect(try roundTrip(json) == expected)
    }

    @Test(arguments: [
        #"{"single_5":2147483648}"#, #"{"single_5":1.5}"#, #"{"single_5":"inf"}"#, #"{"single_4":-1}"#,
        #"{"single_4":18446744073709551616}"#, #"{"single_1":1e999}"#, #"{"single_1":"inf"}"#, #"{"single_2":1e300}"#,
        #"{"single_8":1}"#, #"{"single_10":"?"}"#, #"{"single_11":true}"#, #"{"list_1":[null]}"#, #"{"list_1":{}}"#,
        #"{"by_flag":{"maybe":{}}}"#, #"{"by_number":{"x":{}}}"#, #"{"by_number":[]}"#,
    ])
    func `refuses what does not fit`(json: String) {
        let error = #expect(throws: EmulatorError.self) { try roundTrip(json) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func `reads and writes maps with keys that are not strings`() throws {
        let contract = try AllKinds.contract()
        let type = TestContract.message("test.AllKinds", of: contract)
        var encoder = MessageEncoder(contract: contract)
        let json = #"{"by_number":{"-5":{"far":"a"}},"by_flag":{"true":{},"false":{}}}"#
        let bytes = try encoder.encode(JSONReader.parse(Array(json.utf8)), as: type)
        let tree = try JSONReader.parse(ResponseTranscoder(contract: contract).encode(bytes, as: type))
        #expect(tree["by_number"]?["-5"]?["far"] == "a")
        #expect(tree["by_flag"]?["true"] != nil && tree["by_flag"]?["false"] != nil)
    }
}
