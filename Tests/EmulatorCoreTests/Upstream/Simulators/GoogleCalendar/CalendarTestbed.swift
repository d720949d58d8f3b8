import Foundation

@testable import EmulatorCore

/// An environment with Google Calendar accounts, called as tools and as proxied requests. It is Friday, 15 January
/// 2027, nine in the morning in Berlin.
struct CalendarTestbed {
    let world: World

    static let ada = "ada@northwind.example"
    static let ben = "ben@northwind.example"

    /// - Parameter data: what the accounts start with; nil for what comes with the simulator.
    init(accounts: [String] = [Self.ada], data: JSONValue? = nil) throws {
        world = try .make(catalogue: try Catalogue.embedded())
        for identifier in accounts {
            let account = try world.account(identifier, on: "googlecalendar")
            if let data { try world.write { try ProviderDataTable.insert(data, for: account.id, in: $0) } }
        }
    }

    /// One empty calendar in Berlin, and nothing else.
    static func empty(zone: String = "Europe/Berlin", accounts: [String] = [Self.ada]) throws -> CalendarTestbed {
        try CalendarTestbed(
            accounts: accounts, data: ["time_zone": .string(zone), "calendars": [["primary": true]]])
    }

    @discardableResult
    func tool(_ name: String, _ params: [String: JSONValue] = [:], as identifier: String = Self.ada) throws -> JSONValue
    {
        let request = ToolCallRequest(
            tool: "googlecalendar_\(name)",
            account: AccountLookup(connector: "googlecalendar", identifier: identifier), params: params)
        return .object(try world.upstream.executeHere(request).result.get().data)
    }

    func proxy(
        _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
        headers: [(String, String)] = [], as identifier: String = Self.ada
    ) throws -> UpstreamResponse {
        let request = UpstreamRequest(
            method: method, baseURL: "", path: "/calendar/v3/" + path, query: query.map { .init($0.0, $0.1) },
            headers: headers.map { .init($0.0, $0.1) }, body: body.map(UpstreamRequest.Body.json) ?? .none)
        return try world.upstream.proxyHere(
            .init(connection: "googlecalendar", identifier: identifier, request: request)
        ).result.get()
    }

    /// The answer's body, whatever its status.
    @discardableResult
    func json(
        _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
        headers: [(String, String)] = [], as identifier: String = Self.ada
    ) throws -> JSONValue {
        try proxy(method, path, query: query, body: body, headers: headers, as: identifier).json
    }

    /// An event on the primary calendar.
    @discardableResult
    func event(_ body: JSONValue, _ query: [(String, String)] = []) throws -> JSONValue {
        try json("POST", Self.events, query: query, body: body)
    }

    /// Items of a list of events.
    func items(_ query: [(String, String)] = [], path: String = Self.events) throws -> [JSONValue] {
        try json("GET", path, query: query)["items"]?.array ?? []
    }

    func advance(_ seconds: Double) throws { try world.clock.freeze(at: world.clock.now().addingTimeInterval(seconds)) }

    static let events = "calendars/primary/events"
}

extension JSONValue {
    /// Status and reason of a failure.
    var refusal: String {
        "\(self[path: "error.code"]?.shown ?? "-") \(self[path: "error.errors.0.reason"]?.string ?? "-")"
    }

    var summary: String { self["summary"]?.string ?? "-" }
    var starts: String { self[path: "start.dateTime"]?.string ?? self[path: "start.date"]?.string ?? "-" }

    /// From one time to another in Berlin.
    static func berlin(_ start: String, _ end: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            [
                "summary": "Test", "start": ["dateTime": .string(start), "timeZone": "Europe/Berlin"],
                "end": ["dateTime": .string(end), "timeZone": "Europe/Berlin"],
            ].merging(more) { $1 })
    }

    static func days(_ start: String, _ end: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            ["summary": "Days", "start": ["date": .string(start)], "end": ["date": .string(end)]].merging(more) { $1 })
    }
}
