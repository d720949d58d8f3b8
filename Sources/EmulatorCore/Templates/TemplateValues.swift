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
    let world: World
    let session: Store.Session

    func value(_ name: String) throws -> JSONValue? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1] : ""
        switch parts.first {
        case "params": return JSONValue.object(params)[path: rest].flatMap { $0.isNull ? nil : $0 }
        case "request": return request?.described[path: rest]
        case "error": return error?.described[path: rest]
        case "identifier": return .string(identifier)
        case "connection": return .string(connection)
        case "now": return .string(world.clock.now().rfc3339)
        case "now_unix": return .number(world.clock.now().timeIntervalSince1970.rounded(.down))
        case "uuid": return .string(try world.ids.uuid(in: session))
        case "number": return .number(Double(try world.ids.serial(in: session)))
        default: return nil
        }
    }
}
