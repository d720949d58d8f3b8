import Hummingbird

/// `/_emulator/*`: what the real service does not have. The list of its routes is the table of contents; the router
/// and the OpenAPI document are made from it.
struct ControlRoutes: Sendable {
    let control: ControlGuard
    let health: HealthRoutes

    var all: [ControlRoute] {
        [
            health.routes,
            ClockRoutes().routes,
            ConsentRoutes().routes,
            GrantRoutes().routes,
            StubRoutes().routes,
            JournalRoutes().routes,
            VerifyRoutes().routes,
            FaultRoutes().routes,
            RateLimitRoutes().routes,
        ].flatMap { $0 }
    }

    func add(to router: Router<DoorContext>) {
        let routes = all + [documentRoute]
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, context, control)
            }
        }
    }

    /// Every route with the document itself.
    var document: ControlDocument { ControlDocument(routes: all + [documentRoute], needsToken: control.token != nil) }

    private var documentRoute: ControlRoute {
        .get(
            "/_emulator/openapi.json", "Describe these routes", scope: .server,
            answer: .json(.map(of: .anything()), meaning: "This document, OpenAPI 3.1.")
        ) { call in
            try JSONReply.response(document.json(origin: call.origin))
        }
    }
}
