/// Which forms of an answer a client says that it reads. One that says nothing reads both.
struct Acceptable: Sendable {
    let json: Bool
    let events: Bool

    /// What nearly every client sends.
    private static let usual = "application/json, text/event-stream"

    init(_ accept: String?) {
        guard accept != Self.usual else {
            (json, events) = (true, true)
            return
        }
        let types = (accept ?? "*/*").split(separator: ",").map { type in
            type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        }
        let isAny = types.contains("*/*")
        json = isAny || types.contains("application/json") || types.contains("application/*")
        events = isAny || types.contains("text/event-stream") || types.contains("text/*")
    }
}
