/// What a simulator answers, as a table: method, path, handler. The first that matches is meant.
struct SimulatorRoutes: Sendable {
    typealias Handler = @Sendable (SimulatorCall) throws -> UpstreamResponse

    private let routes: [(method: String, path: ToolPath, handler: Handler)]

    init(_ routes: [(method: String, path: String, handler: Handler)]) {
        self.routes = routes.map { ($0.method, ToolPath($0.path), $0.handler) }
    }

    /// Nil when no route matches.
    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse? {
        for route in routes where route.method == request.method {
            guard let captures = route.path.match(request.path) else { continue }
            return try route.handler(SimulatorCall(request: request, room: room, captures: captures))
        }
        return nil
    }
}

/// A request that found its route.
struct SimulatorCall {
    let request: UpstreamRequest
    let room: SimulatorRoom
    /// The parameters in the path, decoded.
    let captures: [String: String]

    subscript(name: String) -> String { captures[name] ?? "" }
}
