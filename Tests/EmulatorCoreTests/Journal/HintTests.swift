import Testing

@testable import EmulatorCore

struct HintTests {
    private func hints(_ call: JournalCall) -> [Hint.Kind] {
        let journal = Journal()
        journal.note(call)
        return journal.last?.hints.map(\.kind) ?? []
    }

    @Test func `an ordinary call has none`() {
        #expect(hints(.make("gmail_send_message", parameters: ["to": "bob"], notes: CallNotes())).isEmpty)
    }

    @Test func `a secret inside tool parameters`() {
        #expect(hints(.make("x", parameters: ["headers": ["api_key": "k"]])) == [.secretInParameters])
        #expect(hints(.make("x", parameters: ["text": "ghp_abcdefghijklmnopqrst"])) == [.secretInParameters])
        // Whoever creates an account brings its credential.
        #expect(hints(.make(parameters: ["connected_account": ["static_auth": ["api_key": "k"]]])).isEmpty)
    }

    @Test func `a link without a verify URL where the application verifies users`() {
        #expect(hints(.make(notes: CallNotes(verify: .b2b))) == [.linkWithoutVerifyURL])
        #expect(hints(.make(notes: CallNotes(verify: VerifyMode.none))).isEmpty)
    }

    @Test func `an identifier that could mean several accounts`() async throws {
        let world = try World.withTools()
        _ = try world.connections.resolve("board-ABCDEFGH", creating: true)
        try world.account("ada", on: "board-ABCDEFGH")
        let notes = CallNotes()
        await #expect(throws: EmulatorError.self) {
            _ = try await world.upstream.execute(
                .init(
                    tool: "board_card_create", account: AccountLookup(identifier: "ada"),
                    params: ["board_id": "b", "title": "t"], notes: notes))
        }
        let hint = try #require(
            {
                let journal = Journal()
                journal.note(.make("board_card_create", notes: notes))
                return journal.last?.hints.first
            }())
        #expect(hint.kind == .ambiguousIdentifier)
        #expect(hint.message.contains("board, board-ABCDEFGH"))
    }
}
