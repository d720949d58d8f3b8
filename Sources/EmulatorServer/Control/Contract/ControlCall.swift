import EmulatorCore
import HTTPTypes
import Hummingbird

/// A request to a control route whose caller may ask and whose parameters and body fit the route's shapes.
struct ControlCall: Sendable {
    let request: Request
    let context: DoorContext
    /// The environment of `?client_id=`, or the default one.
    let world: World
    /// What stood in the path for each `{name}`, decoded.
    let path: [String: String]
    /// Typed by their shapes; `client_id` is not among them.
    let query: [String: JSONValue]
    /// The members of a JSON body; empty when there is none.
    let body: [String: JSONValue]
    /// The body as it came.
    let bytes: [UInt8]

    /// Of this server, as the caller knows it.
    var origin: String { context.origin }

    func reply(_ value: JSONValue, status: HTTPResponse.Status = .ok) throws -> Response {
        try JSONReply.response(value, status: status, headers: [.cacheControl: "no-store"])
    }

    func nothing() -> Response { Response(status: .noContent) }
}
