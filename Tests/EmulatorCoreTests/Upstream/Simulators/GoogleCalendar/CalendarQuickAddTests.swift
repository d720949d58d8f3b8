import Testing

@testable import EmulatorCore

/// It is Friday, 15 January 2027, nine in the morning.
struct CalendarQuickAddTests {
    private static let sentences: [(String, String, String, Int?)] = [
        ("Lunch with Tom on Friday at noon", "Lunch with Tom", "2027-01-22T12:00:00+01:00", 60),
        ("Review tomorrow 3pm-4:30pm", "Review", "2027-01-16T15:00:00+01:00", 90),
        ("Call Ines at 3", "Call Ines", "2027-01-15T15:00:00+01:00", 60),
        ("Breakfast at 8am", "Breakfast", "2027-01-16T08:00:00+01:00", 60),
        ("Dentist on March 3rd at 10:15 for 45 minutes", "Dentist", "2027-03-03T10:15:00+01:00", 45),
        ("Trip 2027-07-01", "Trip", "2027-07-01", nil),
        ("Party on the 10 of January", "Party", "2028-01-10", nil),
        ("Standup next Mon from 9 to 10", "Standup", "2027-01-18T09:00:00+01:00", 60),
        ("Workshop in 2 weeks 11-1pm", "Workshop", "2027-01-29T11:00:00+01:00", 120),
        ("Buy 2 tickets", "Buy 2 tickets", "2027-01-15", nil),
        ("Tomorrow", "Tomorrow", "2027-01-16", nil),
    ]

    @Test(arguments: sentences)
    func `a sentence becomes an event`(_ text: String, _ title: String, _ start: String, _ minutes: Int?) throws {
        let testbed = try CalendarTestbed.empty()
        let event = try testbed.json("POST", "\(CalendarTestbed.events)/quickAdd", query: [("text", text)])
        #expect(event.summary == title)
        #expect(event.starts == start)
        guard let minutes else { return }
        let (from, to) = (event[path: "start.dateTime"]?.string, event[path: "end.dateTime"]?.string)
        let instants = [from, to].compactMap { $0.flatMap { CalendarTimeText.reading($0)?.instant } }
        #expect(instants[1] - instants[0] == Int64(minutes) * 60)
    }

    @Test func `a sentence is needed`() throws {
        let testbed = try CalendarTestbed.empty()
        #expect(try testbed.json("POST", "\(CalendarTestbed.events)/quickAdd").refusal == "400 required")
    }
}
