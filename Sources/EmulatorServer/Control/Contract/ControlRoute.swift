import HTTPTypes
import Hummingbird

/// One route of the control API: who may call it, what it takes, what it answers, and what it does. The router and
/// the OpenAPI document are both made from these.
///
/// ```swift
/// .post(
///     "/_emulator/grants", "Take back, or give back, what was granted",
///     body: .object(["id": .text("The account"), "revoked": .flag("Whether it is taken back").required]),
///     answer: .json(.object(["status": .text().required]))
/// ) { call in
///     try call.reply(["status": .string(try call.world.….status)])
/// }
/// ```
///
/// When the handler runs, the caller may ask, the environment exists, and parameters and body fit their shapes.
struct ControlRoute: Sendable {
    typealias Handler = @Sendable (ControlCall) async throws -> Response

    /// Whom a route is for, and whether it takes `client_id`.
    enum Scope: Sendable {
        /// One environment, that of `?client_id=` or the default one.
        case environment
        /// The server as a whole.
        case server
        /// The server as a whole, for everybody who can connect; changes and tells nothing that is secret.
        case anybody
    }

    enum Body: Sendable {
        /// `application/json`. When every member may be left out, so may the body.
        case json(JSONShape)
        /// Bytes of another media type; `ControlCall.bytes` has them.
        case file(String, String)
    }

    enum Answer: Sendable {
        case json(JSONShape, status: HTTPResponse.Status = .ok, meaning: String = "It is done.")
        /// 204.
        case nothing
        /// A media type and what is in it.
        case file(String, String)
    }

    var method: HTTPRequest.Method
    /// With `{name}` for what `ControlCall.path` has.
    var path: String
    /// What it does, as a command.
    var summary: String
    /// More words, when the summary is not enough.
    var details = ""
    var scope = Scope.environment
    var query: [String: JSONShape] = [:]
    var body: Body?
    var answer: Answer
    /// Errors of its own, besides those that follow from what it takes; by HTTP status.
    var errors: [Int: String] = [:]
    var handler: Handler
}

extension ControlRoute {
    static func get(
        _ path: String, _ summary: String, details: String = "", scope: Scope = .environment,
        query: [String: JSONShape] = [:], answer: Answer, errors: [Int: String] = [:], handler: @escaping Handler
    ) -> ControlRoute {
        ControlRoute(
            method: .get, path: path, summary: summary, details: details, scope: scope, query: query, answer: answer,
            errors: errors, handler: handler)
    }

    static func post(
        _ path: String, _ summary: String, details: String = "", scope: Scope = .environment,
        query: [String: JSONShape] = [:], body: Body? = nil, answer: Answer, errors: [Int: String] = [:],
        handler: @escaping Handler
    ) -> ControlRoute {
        ControlRoute(
            method: .post, path: path, summary: summary, details: details, scope: scope, query: query, body: body,
            answer: answer, errors: errors, handler: handler)
    }

    static func put(
        _ path: String, _ summary: String, details: String = "", scope: Scope = .environment,
        query: [String: JSONShape] = [:], body: Body? = nil, answer: Answer, errors: [Int: String] = [:],
        handler: @escaping Handler
    ) -> ControlRoute {
        var route = post(
            path, summary, details: details, scope: scope, query: query, body: body, answer: answer, errors: errors,
            handler: handler)
        route.method = .put
        return route
    }

    static func delete(
        _ path: String, _ summary: String, details: String = "", scope: Scope = .environment,
        query: [String: JSONShape] = [:], answer: Answer = .nothing, errors: [Int: String] = [:],
        handler: @escaping Handler
    ) -> ControlRoute {
        var route = get(
            path, summary, details: details, scope: scope, query: query, answer: answer, errors: errors,
            handler: handler)
        route.method = .delete
        return route
    }
}
