import Testing

@testable import EmulatorCore

struct JournalFilterTests {
    private var journal: Journal {
        let journal = Journal()
        journal.note(.make("gmail_send_message", connection: "gmail"))
        journal.note(.make("slack_send_message", as: "bob", connection: "slack", at: 10))
        journal.note(.make(operation: JournalCall.getAuth, door: .rest, at: 20), failure: .notFound("account"))
        journal.note(.make(as: "ada", operation: "GET /gmail/v1/x", door: .proxy, connection: "gmail", at: 30))
        return journal
    }

    private func numbers(_ values: [String: String]) throws -> [Int] {
        try JournalFilter(values).select(journal.contents.entries).map(\.number)
    }

    @Test(
        arguments: [
            ([:], [1, 2, 3, 4]), (["door": "rest"], [3]), (["operation": "ExecuteTool"], [1, 2]),
            (["operation": JournalCall.executeTool], [1, 2]), (["operation": "GET *"], [4]),
            (["tool": "*_send_message"], [1, 2]), (["identifier": "bob"], [2]), (["connection": "gmail"], [1, 4]),
            (["code": "not_found"], [3]), (["error_code": "RESOURCE_NOT_FOUND"], [3]), (["since": "2"], [3, 4]),
            (["since": "2027-01-15T08:00:20Z"], [3, 4]), (["limit": "2"], [3, 4]),
            (["identifier": "ada", "door": "grpc"], [1]), (["identifier": "nobody"], []),
        ] as [([String: String], [Int])])
    func `entries are narrowed by every name`(values: [String: String], expected: [Int]) throws {
        #expect(try numbers(values) == expected)
    }

    @Test(arguments: [["door": "window"], ["since": "yesterday"], ["limit": "0"], ["limit": "many"]])
    func `a value that makes no sense is refused by name`(values: [String: String]) throws {
        let error = try #require(throws: EmulatorError.self) { try JournalFilter(values) }
        #expect(error.violations.first?.field == values.keys.first)
    }
}
