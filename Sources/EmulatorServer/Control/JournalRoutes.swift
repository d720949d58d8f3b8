import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/_emulator/journal`: every call that an environment was asked to serve, and what about them would bite in
/// production.
struct JournalRoutes: Sendable {
    private static let path = "/_emulator/journal"
    private static let filter: [String: JSONShape] = [
        "door": .text("grpc, rest, proxy, mcp or page; `*` stands for any text, here and below."),
        "operation": .text("The whole name, or what stands behind its slash: ExecuteTool."),
        "tool": .text(), "identifier": .text(), "connection": .text(),
        "code": .text("OK, or the name of a gRPC status."), "error_code": .text(),
        "since": .text("The id of an entry, for those after it, or a moment, for those from then on."),
        "limit": .integer("Only the newest; \(JournalFilter.standardLimit) when left out.", in: 1...10_000),
    ]
    private static let secrets: [String: JSONShape] = [
        "secrets": .choice(["masked", "shown"], "Tokens, keys and passwords are `***` unless they are asked for.")
    ]
    private static let entries: JSONShape = .object(
        [
            "entries": .list(of: .map(of: .anything()), "The oldest first.").required,
            "total": .integer("How many there are, whatever was asked for.").required,
            "dropped": .integer("How many older ones made room for these.").required,
        ])

    var routes: [ControlRoute] {
        [
            .get(
                Self.path, "List the calls that were made",
                details: "With `follow=true` it goes on as server-sent events.",
                query: Self.filter.merging(Self.secrets) { $1 }.merging(["follow": .flag()]) { $1 },
                answer: .json(Self.entries), handler: list),
            .get(
                "\(Self.path)/stream", "Follow the calls as server-sent events",
                details: "What there is comes first. `Last-Event-ID` goes on where a client was.",
                query: Self.filter.merging(Self.secrets) { $1 },
                answer: .file("text/event-stream", "An event `entry` for each call."), handler: follow),
            .delete(Self.path, "Empty the journal") { call in
                call.world.journal.clear()
                return call.nothing()
            },
            .get(
                "/_emulator/hints", "List what works here and would bite in production", query: Self.filter,
                answer: .json(.object(["hints": .list(of: .map(of: .anything())).required])), handler: hints),
        ]
    }

    @Sendable private func list(_ call: ControlCall) throws -> Response {
        if call.query["follow"] == true { return try follow(call) }
        let contents = call.world.journal.contents
        let view = try JournalView(call)
        return try call.reply([
            "entries": .array(view.filter.select(contents.entries).map(view.json)),
            "total": .number(Double(contents.entries.count)), "dropped": .number(Double(contents.dropped)),
        ])
    }

    @Sendable private func follow(_ call: ControlCall) throws -> Response {
        try JournalStream(journal: call.world.journal, view: JournalView(call)).response
    }

    @Sendable private func hints(_ call: ControlCall) throws -> Response {
        let entries = try JournalView(call).filter.select(call.world.journal.contents.entries)
        let hints = entries.flatMap { entry in
            entry.hints.map { hint in JSONValue.object((hint.json.object ?? [:]).merging(entry.place) { $1 }) }
        }
        return try call.reply(["hints": .array(hints)])
    }
}

/// How somebody wants to see a journal.
struct JournalView: Sendable {
    var filter: JournalFilter
    var showsSecrets: Bool
    var environment: String

    init(_ call: ControlCall) throws {
        var values = call.query.compactMapValues(\.string)
        if case .number(let limit)? = call.query["limit"] { values["limit"] = "\(Int(limit))" }
        // A client that comes back says where it was.
        if let last = call.request.headers[.lastEventID] { values["since"] = values["since"] ?? last }
        filter = try JournalFilter(values)
        showsSecrets = call.query["secrets"] == "shown"
        environment = call.world.environment.id
    }

    func json(_ entry: JournalEntry) -> JSONValue { entry.json(showsSecrets: showsSecrets, environment: environment) }
}

extension JournalEntry {
    /// Which call a hint is about.
    fileprivate var place: [String: JSONValue] {
        let facts = facts
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "entry": .number(Double(number)), "time": .string(time.rfc3339), "operation": .string(facts.operation),
            "tool": text(facts.details.tool), "identifier": text(facts.details.identifier),
        ]
    }
}

extension HTTPField.Name {
    fileprivate static let lastEventID = HTTPField.Name("last-event-id")!  // A literal that is a valid name.
}
