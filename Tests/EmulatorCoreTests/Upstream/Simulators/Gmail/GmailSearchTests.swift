import Testing

@testable import EmulatorCore

struct GmailSearchTests {
    @Test(arguments: [
        ("from:maya", 2), ("from:maya.chen@northwind.example", 2), ("from:chen subject:launch", 2), ("from:may", 0),
        ("to:maya", 3), ("cc:rivera", 3), ("from:me", 5), ("subject:\"launch plan\"", 4), ("subject:(launch plan)", 4),
        ("subject:plan launch", 4), ("launch subject:quote", 0), ("warehouse", 2), ("-from:northwind warehouse", 1),
        ("is:starred", 2), ("is:unread", 7), ("is:unread -category:promotions", 6), ("is:unread category:social", 0),
        ("is:read from:ellen", 2), ("is:important", 4), ("has:attachment", 5), ("filename:pdf", 3),
        ("filename:csv OR filename:txt", 2), ("label:receipts", 3), ("label:projects-winter-launch", 5),
        ("in:sent", 3), ("in:draft", 2), ("in:trash", 1), ("in:spam", 1), ("in:anywhere subject:released", 1),
        ("released", 0), ("newer_than:1d", 5), ("older_than:30d", 1), ("newer_than:1d is:unread", 4),
        ("{from:lena from:sam}", 2), ("(from:lena OR from:sam) is:unread", 1), ("from:(lena OR sam)", 2),
        ("from:{lena sam} -is:unread", 1), ("from:lena OR from:sam is:unread", 1), ("larger:1M", 0),
        ("smaller:1M from:priya", 1), ("tomas", 5), ("\"of the month\"", 1), ("\"month the of\"", 0),
        ("in:archive", 4), ("has:nouserlabels in:inbox -category:personal", 4), ("is:unread AND from:lena", 1),
        ("((", 26), ("OR", 26), ("", 26), ("-", 26), ("\"", 0), ("from:", 0),
    ])
    func `finds what Gmail would find`(_ query: String, _ count: Int) throws {
        let testbed = try GmailTestbed(accounts: [GmailTestbed.ada])
        let subjects = try testbed.subjects(query)
        let isEverything = count == 26
        let expected = isEverything ? try testbed.subjects("").count : count
        #expect(subjects.count == expected, "\(subjects)")
    }

    @Test func `days begin at midnight and after includes the day`() throws {
        let testbed = try GmailTestbed(accounts: [GmailTestbed.ada])
        // The clock stands at 2027-01-15 08:00 UTC.
        #expect(try testbed.subjects("after:2027/01/15").count == 3)
        #expect(try testbed.subjects("after:2027-01-15") == testbed.subjects("after:01/15/2027"))
        #expect(try testbed.subjects("after:1799990000") == ["Re: Winter launch plan"])
        let old = try testbed.subjects("before:2027/01/01")
        #expect(old == ["Office closed on 24 and 31 December", "Your invoice CH-19862"])
        #expect(try testbed.subjects("before:2027/01/01 after:2026/12/15") == ["Office closed on 24 and 31 December"])
    }

    @Test func `thousands of brackets do no harm`() throws {
        let testbed = try GmailTestbed(accounts: [GmailTestbed.ada])
        let deep = String(repeating: "(", count: 5_000) + "launch" + String(repeating: ")", count: 5_000)
        #expect(try testbed.subjects(deep).count == 4)
    }
}
