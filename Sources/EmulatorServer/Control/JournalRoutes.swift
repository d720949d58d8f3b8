import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// `/_emulator/journal`: every call that an environment was asked to serve.
///
/// GET lists, narrowed by `door`, `operation`, `tool`, `identifier`, `connection`, `code`, `error_code` (with `*`),
/// `since` (the id of an entry, or a moment) and `limit`; `secrets=shown` shows what is masked otherwise. With
/// `follow=true`, or at `/_emulator/journal/stream`, it goes on as server-sent events. DELETE empties it.
struct JournalRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/journal") { request, context in try show(request, context, follows: false) }
        router.get("/_emulator/journal/stream") { request, context in try show(request, context, follows: true) }
        router.delete("/_emulator/journal") { request, context in
            try control.world(request, context).journal.clear()
            return Response(status: .noContent)
        }
        router.get("/_emulator/hints", use: hints)
    }

    private func show(_ request: Request, _ context: DoorContext, follows: Bool) throws -> Response {
        let world = try control.world(request, context)
        var query = try control.query(request, names: JournalFilter.names + ["secrets", "follow"])
        let isFollowing = try Request.isOn("follow", in: query) || follows
        // A client that comes back says where it was.
        if isFollowing, let last = request.headers[.lastEventID] { query["since"] = query["since"] ?? last }
        let view = try JournalView(
            filter: JournalFilter(query), showsSecrets: Self.showsSecrets(query), environment: world.environment.id)
        return isFollowing ? JournalStream(journal: world.journal, view: view).response : try list(world, view)
    }

    private func list(_ world: World, _ view: JournalView) throws -> Response {
        let contents = world.journal.contents
        return try JSONReply.response(
            [
                "entries": .array(view.filter.select(contents.entries).map(view.json)),
                "total": .number(Double(contents.entries.count)), "dropped": .number(Double(contents.dropped)),
            ], headers: [.cacheControl: "no-store"])
    }

    /// `GET /_emulator/hints`: what works here and would bite in production.
    @Sendable private func hints(request: Request, context: DoorContext) throws -> Response {
        let world = try control.world(request, context)
        let query = try control.query(request, names: JournalFilter.names)
        let entries = try JournalFilter(query).select(world.journal.contents.entries)
        let hints = entries.flatMap { entry in
            entry.hints.map { hint in JSONValue.object((hint.json.object ?? [:]).merging(entry.place) { $1 }) }
        }
        return try JSONReply.response(["hints": .array(hints)], headers: [.cacheControl: "no-store"])
    }

    private static func showsSecrets(_ query: [String: String]) throws -> Bool {
        switch query["secrets"] {
        case nil, "masked": return false
        case "shown": return true
        case .some:
            throw EmulatorError.invalid("secrets", "must be masked or shown", constraint: "string.in")
        }
    }
}

/// How somebody wants to see a journal.
struct JournalView: Sendable {
    var filter: JournalFilter
    var showsSecrets = false
    var environment: String

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
