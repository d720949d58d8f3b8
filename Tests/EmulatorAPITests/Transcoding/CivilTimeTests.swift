import Foundation
import Testing

@testable import EmulatorAPI

struct CivilTimeTests {
    private func text(_ seconds: Int64) -> String? {
        guard let time = CivilTime(secondsSince1970: seconds) else { return nil }
        var out = JSONBytes()
        time.write(to: &out)
        return String(decoding: out.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59"), (951_782_400, "2000-02-29T00:00:00"),
        (4_107_542_400, "2100-03-01T00:00:00"), (-62_135_596_800, "0001-01-01T00:00:00"),
        (253_402_300_799, "9999-12-31T23:59:59"),
    ])
    func `knows the calendar`(seconds: Int64, expected: String) {
        #expect(text(seconds) == expected)
    }

    @Test func `agrees with Foundation`() {
        var generator = SeededGenerator(state: 5)
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -10_000_000_000...100_000_000_000, using: &generator)
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(text(seconds).map { $0 + "Z" } == date.formatted(.iso8601))
        }
    }

    @Test(arguments: [Int64.min, -62_135_596_801, 253_402_300_800, .max])
    func `has no words for other times`(seconds: Int64) {
        #expect(text(seconds) == nil)
    }
}
