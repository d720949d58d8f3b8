import struct Foundation.Date

/// What the placeholders of examples and stubs stand for.
struct TemplateValues {
    var params: [String: JSONValue] = [:]
    var identifier = ""
    var connection = ""
    /// The request as it goes to the provider, credential included.
    var request: UpstreamRequest?
    /// What a failure's body is made of.
    var error: UpstreamFailure?
    /// One moment for the whole answer.
    let now: Date
    let world: World
    let session: Store.Session

    init(world: World, in session: Store.Session) {
        self.world = world
        self.session = session
        now = world.clock.now()
    }

    /// Ten digits, as the numbers of most providers have, and exact as a double.
    private static let firstNumber: Int64 = 2_100_000_000

    func value(_ name: String) throws -> JSONValue? {
        let end = name.firstIndex(of: ".") ?? name.endIndex
        let rest = name[end...].dropFirst()
        switch name[..<end] {
        case "params": return JSONValue.object(params)[path: rest].flatMap { $0.isNull ? nil : $0 }
        case "request": return request?.described[path: rest]
        case "error": return error?.described[path: rest]
        case "identifier": return .string(identifier)
        case "connection": return .string(connection)
        case "now": return .string(now.rfc3339)
        case "now_unix": return .number(now.timeIntervalSince1970.rounded(.down))
        case "uuid": return .string(try world.ids.uuid(in: session))
        case "number": return .number(Double(Self.firstNumber + (try world.ids.serial(in: session))))
        default: return nil
        }
    }
}
