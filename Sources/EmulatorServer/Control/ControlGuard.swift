import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// Who may change an environment from outside of its API: programs on this machine. A web page cannot, whatever
/// name it reached this server by, and neither can a network.
struct ControlGuard: Sendable {
    static let longestBody = 1024 * 1024

    let worlds: Worlds
    /// Whether only this machine can connect.
    let isLoopback: Bool

    /// The environment of `?client_id=`, or the default one, for a caller who may ask.
    func world(_ request: Request, _ context: DoorContext) throws -> World {
        guard isLoopback else {
            throw EmulatorError(
                .permissionDenied, "environments are controlled from the machine itself", errorCode: "NOT_LOOPBACK",
                hint: "This server listens on a network. Start it with --host localhost to control it.")
        }
        guard context.isKnownHost else { throw UnknownHost.error }
        let site = request.headers[HTTPField.Name("sec-fetch-site")!] ?? "none"  // A literal that is a valid name.
        let from = request.headers[.origin] ?? context.origin
        guard site == "none" || site == "same-origin", from == context.origin else {
            throw EmulatorError(.permissionDenied, "another site may not control this server", errorCode: "CROSS_SITE")
        }
        return try world(Dictionary(RequestTarget(request.head.path ?? "").query) { _, last in last })
    }

    private func world(_ query: [String: String]) throws -> World {
        guard let clientID = query["client_id"], !clientID.isEmpty else { return worlds.default }
        guard let world = worlds.world(clientID: clientID) else {
            throw EmulatorError.notFound(
                "environment of the client", clientID, hint: "It opens with the client's first token.")
        }
        return world
    }

    /// The request's JSON object.
    /// - Parameter keys: those it may have.
    func body(_ request: Request, keys: [String]) async throws -> [String: JSONValue] {
        guard let object = JSONText.parse(try await bytes(of: request))?.object else {
            throw EmulatorError.invalid("body", "must be a JSON object", constraint: "json.object")
        }
        if let unknown = object.keys.sorted().first(where: { !keys.contains($0) }) {
            throw EmulatorError.invalid(
                unknown, "is not known here: use \(keys.joined(separator: ", "))", constraint: "json.known_keys")
        }
        return object
    }

    /// The request's body, which must say that it is JSON: no form of another site can.
    func bytes(of request: Request) async throws -> [UInt8] {
        let type = (request.headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }
        guard type.filter({ !$0.isWhitespace }) == "application/json" else {
            throw HTTPError(.unsupportedMediaType, message: "the content-type must be application/json")
        }
        return Array(try await request.body.collect(upTo: Self.longestBody).readableBytesView)
    }
}
