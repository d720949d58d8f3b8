import Testing

@testable import EmulatorCore

/// Rules on their own; the SDK tests compare many more with python-dateutil.
struct RecurrenceSetTests {
    private func days(_ line: String, from start: String = "2026-01-30", through last: String = "2027-12-31") throws
        -> [String]
    {
        let first = try #require(CalendarDay(start))
        let end = try #require(CalendarDay(last))
        return try RecurrenceSet([line]).starts(from: .day(first), on: first...end).map(\.stamp)
    }

    private static let rules: [(String, [String])] = [
        ("RRULE:FREQ=DAILY;COUNT=3", ["20260130", "20260131", "20260201"]),
        ("RRULE:FREQ=DAILY;INTERVAL=10;UNTIL=20260219", ["20260130", "20260209", "20260219"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR,SU;COUNT=3", ["20260130", "20260201", "20260206"]),
        ("RRULE:FREQ=MONTHLY;COUNT=3", ["20260130", "20260330", "20260430"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1,30;COUNT=4", ["20260130", "20260131", "20260228", "20260330"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["20260130", "20260227", "20260327"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["20260130", "20260227", "20260331"]),
        ("RRULE:FREQ=YEARLY;COUNT=2", ["20260130", "20270130"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=1,3;BYDAY=-1FR;COUNT=3", ["20260130", "20260327", "20270129"]),
        ("RRULE:FREQ=YEARLY;BYYEARDAY=30,-1;COUNT=3", ["20260130", "20261231", "20270130"]),
    ]

    @Test(arguments: rules) func `rules mean the days that RFC 5545 says`(_ line: String, _ expected: [String]) throws {
        #expect(try days(line) == expected)
    }

    @Test func `weeks begin where the rule says`() throws {
        let start = "1997-08-05"
        #expect(
            try days("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", from: start, through: "1998-01-01")
                == ["19970805", "19970810", "19970819", "19970824"])
        #expect(
            try days("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", from: start, through: "1998-01-01")
                == ["19970805", "19970817", "19970819", "19970831"])
    }

    @Test func `an event always happens first when it starts`() throws {
        #expect(try days("RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3") == ["20260130", "20260202", "20260209"])
    }

    @Test func `a rule that never comes true ends`() throws {
        #expect(try days("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", through: "9999-12-31") == ["20260130"])
    }

    @Test func `a span far from the start is reached at once`() throws {
        let set = try RecurrenceSet(["RRULE:FREQ=DAILY;INTERVAL=3"])
        let span = try #require(CalendarDay("9000-01-01"))...#require(CalendarDay("9000-01-07"))
        let starts = set.starts(from: .day(try #require(CalendarDay("1900-01-01"))), on: span)
        #expect((2...3).contains(starts.count))
    }

    @Test(arguments: [
        "FREQ=DAILY", "RRULE:", "RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;COUNT=0",
        "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "RRULE:FREQ=DAILY;BYDAY=1MO", "RRULE:FREQ=DAILY;BYHOUR=3", "RRULE:FREQ=DAILY;INTERVAL=x", "EXDATE:tomorrow",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=32", "RRULE:FREQ=DAILY;FREQ=DAILY", "RDATE;VALUE=PERIOD:20270101T000000Z/PT1H",
        "EXDATE;TZID=Mars/Base:20270101T000000", "RRULE:FREQ=DAILY;UNTIL=20270230", "VALARM:x",
        "RRULE:FREQ=WEEKLY;BYDAY=",
    ])
    func `what is no rule is refused`(_ line: String) {
        #expect(throws: CalendarError.self) { try RecurrenceSet([line]) }
    }
}
