import EmulatorCore
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("90s", 90.0), ("10m", 600), ("1h30m", 5_400), ("2d", 172_800), ("-5m", -300), ("0s", 0), ("1d2h3m4s", 93_784),
    ])
    func `reads a duration`(text: String, seconds: Double) {
        #expect(DurationText.seconds(in: text) == seconds)
    }

    @Test(arguments: [
        "", "-", "10", "m", "5m1h", "1m1m", "1.5h", "1 h", "--1h", "+1h", "١h", "99999999999d", "101000d", "10mm",
    ])
    func `refuses what is no duration`(text: String) {
        #expect(DurationText.seconds(in: text) == nil)
    }

    @Test(arguments: [(0.0, "0s"), (5_400, "1h30m"), (-300, "-5m"), (90_061.7, "1d1h1m1s"), (-0.5, "0s")])
    func `writes a duration`(seconds: Double, text: String) {
        #expect(DurationText.text(seconds) == text)
    }
}
