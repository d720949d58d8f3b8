import Testing

@testable import EmulatorCore

@Suite struct PageTests {
    /// Pages over numbers, the largest first.
    private func page(_ numbers: [Int64], _ request: PageRequest) throws -> Page<Int64> {
        try Page(request, totalSize: numbers.count, number: { $0 }) { cursor, limit in
            switch cursor {
            case .older(let bound): Array(numbers.filter { $0 < bound }.sorted(by: >).prefix(limit))
            case .newer(let bound): Array(numbers.filter { $0 > bound }.sorted().prefix(limit))
            }
        }
    }

    @Test func `walks to the end and back again`() throws {
        let numbers = Array<Int64>(1...7)
        let first = try page(numbers, PageRequest(size: 3))
        #expect(first.items == [7, 6, 5])
        #expect(first.previousPageToken.isEmpty)
        let second = try page(numbers, PageRequest(size: 3, token: first.nextPageToken))
        #expect(second.items == [4, 3, 2])
        let third = try page(numbers, PageRequest(size: 3, token: second.nextPageToken))
        #expect(third.items == [1])
        #expect(third.nextPageToken.isEmpty)
        let back = try page(numbers, PageRequest(size: 3, token: third.previousPageToken))
        #expect(back.items == [4, 3, 2])
        let start = try page(numbers, PageRequest(size: 3, token: back.previousPageToken))
        #expect(start.items == [7, 6, 5])
        #expect(start.previousPageToken.isEmpty)
        #expect(start.nextPageToken == first.nextPageToken)
    }

    @Test func `rows that come in between move no page`() throws {
        var numbers = Array<Int64>(1...6)
        let first = try page(numbers, PageRequest(size: 3))
        numbers += [7, 8]
        let second = try page(numbers, PageRequest(size: 3, token: first.nextPageToken))
        #expect(second.items == [3, 2, 1])
        let back = try page(numbers, PageRequest(size: 3, token: second.previousPageToken))
        #expect(back.items == [6, 5, 4])
        #expect(!back.previousPageToken.isEmpty)
    }

    @Test func `a page whose rows are all gone still leads both ways`() throws {
        let numbers = Array<Int64>(1...9)
        let first = try page(numbers, PageRequest(size: 3))
        let emptied = try page([9, 8, 7], PageRequest(size: 3, token: first.nextPageToken))
        #expect(emptied.items.isEmpty)
        #expect(emptied.nextPageToken.isEmpty)
        let back = try page([9, 8, 7], PageRequest(size: 3, token: emptied.previousPageToken))
        #expect(back.items == [9, 8, 7])
    }

    @Test func `tokens fit into the 32 characters that the contract leaves them`() {
        #expect(PageCursor.older(than: 899_999_999_999_999_999).token.utf8.count <= 32)
        #expect(PageCursor.newer(than: .max).token.utf8.count <= 32)
    }

    @Test(arguments: ["x", ">:", ">:!!!!", ">:WyJ0b2xfMTEiXQ==", "?:WzEyXQ==", ">:Wy0xXQ==", "WzEyXQ=="])
    func `refuses a token that was not made here`(token: String) throws {
        let error = #expect(throws: EmulatorError.self) { try PageRequest(size: 1, token: token) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == "page_token")
    }

    @Test func `a page has ten rows when nobody says how many`() throws {
        #expect(try page(Array(1...20), PageRequest()).items.count == 10)
    }
}
