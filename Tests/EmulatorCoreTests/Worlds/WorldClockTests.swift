import EmulatorCore
import Foundation
import Testing

@Suite struct WorldClockTests {
    @Test func `shows real time in whole microseconds`() {
        let now = WorldClock().now()
        #expect(abs(now.timeIntervalSinceNow) < 5)
        #expect(Date(microseconds: now.microseconds) == now)
    }

    @Test func `stands still when frozen and moves only when told`() throws {
        let clock = WorldClock()
        try clock.freeze(at: .start)
        #expect(clock.now() == .start)
        try clock.advance(by: 90)
        #expect(clock.now() == .start.addingTimeInterval(90))
        #expect(clock.isFrozen)
    }

    @Test func `runs on from where it was set, and from where it stood`() throws {
        let clock = WorldClock()
        try clock.set(.start)
        #expect((0..<5).contains(clock.now().timeIntervalSince(.start)))
        try clock.freeze()
        try clock.advance(by: 1000)
        try clock.resume()
        #expect((1000..<1005).contains(clock.now().timeIntervalSince(.start)))
        #expect(!clock.isFrozen)
        try clock.reset()
        #expect(abs(clock.now().timeIntervalSinceNow) < 5)
    }

    @Test(arguments: [Double.nan, .infinity, 1e30, -1e30])
    func `refuses a time that no timestamp can say`(seconds: Double) {
        #expect(throws: EmulatorError.self) { try WorldClock().set(Date(timeIntervalSince1970: seconds)) }
    }

    @Test func `a change that cannot be kept does not happen`() throws {
        let clock = WorldClock(persist: { _ in throw EmulatorError(.internal, "disk full") })
        #expect(throws: EmulatorError.self) { try clock.freeze(at: .start) }
        #expect(!clock.isFrozen)
    }
}
