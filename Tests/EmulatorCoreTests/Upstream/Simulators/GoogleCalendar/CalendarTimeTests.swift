import Testing

@testable import EmulatorCore

struct CalendarTimeTests {
    @Test func `days are counted right through four hundred years`() throws {
        var expected = CalendarDay(first: 1890, 1)
        for year in 1890...2290 {
            for month in 1...12 {
                for day in 1...CalendarDay.length(ofMonth: month, in: year) {
                    guard let found = CalendarDay(year: year, month: month, day: day), found == expected,
                        found.date == (year, month, day)
                    else {
                        Issue.record("\(year)-\(month)-\(day)")
                        return
                    }
                    expected = expected + 1
                }
            }
        }
        #expect(CalendarDay("1970-01-01")?.number == 0)
        #expect(CalendarDay("2026-09-22")?.weekday == 1)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-9-22", "0000-01-01", "20260230", "2026/09/22", "", "１９７０-01-01",
    ])
    func `what is no day is none`(_ text: String) { #expect(CalendarDay(text) == nil) }

    @Test(
        arguments: [
            ("2026-09-22T10:00:00", nil), ("2026-09-22T10:00:00Z", "2026-09-22T10:00:00"),
            ("2026-09-22T10:00:00.5+02:00", "2026-09-22T08:00:00"), ("2026-09-22t10:00-0530", "2026-09-22T15:30:00"),
        ] as [(String, String?)])
    func `times are read as RFC 3339 writes them`(_ text: String, _ utc: String?) throws {
        let reading = try #require(CalendarTimeText.reading(text))
        #expect(reading.instant.map(CalendarTimeText.local) == utc)
    }

    @Test(arguments: ["2026-09-22", "10:00", "2026-09-22T24:00:00Z", "2026-09-22T10:60:00Z", "2026-09-22 10:00 CET"])
    func `what is no time is none`(_ text: String) { #expect(CalendarTimeText.reading(text) == nil) }

    /// Berlin, 28 March 2027: two o'clock becomes three. 31 October: three o'clock becomes two.
    @Test func `clocks that jump are read as iCalendar does`() throws {
        let zone = try #require(CalendarZone("Europe/Berlin"))
        func shown(_ local: String) throws -> String {
            zone.text(zone.instant(of: try #require(CalendarTimeText.reading(local)).local))
        }
        #expect(try shown("2027-03-28T01:59:00") == "2027-03-28T01:59:00+01:00")
        #expect(try shown("2027-03-28T02:30:00") == "2027-03-28T03:30:00+02:00")
        #expect(try shown("2027-03-28T03:00:00") == "2027-03-28T03:00:00+02:00")
        #expect(try shown("2027-10-31T02:30:00") == "2027-10-31T02:30:00+02:00")
        #expect(try shown("2027-10-31T03:00:00") == "2027-10-31T03:00:00+01:00")
        #expect(CalendarZone.utc.text(0) == "1970-01-01T00:00:00Z")
    }

    @Test(arguments: ["Mars/Base", "", "GMT+2", "europe/berlin"])
    func `zones go by their names`(_ name: String) { #expect(CalendarZone(name) == nil) }
}
