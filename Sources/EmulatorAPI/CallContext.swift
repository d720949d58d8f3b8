package import EmulatorCore

/// What an operation may know about the call it serves, whichever door it came through.
package struct CallContext: Sendable {
    /// The environment of the caller's credential.
    package var world: World
    package var caller: Caller
    /// Where the client reached us, without a trailing slash, for example `https://localhost:8443`.
    /// Links handed out start with it.
    package var origin: String
    package var door: Door
    package var client: CallingClient
    /// Where the rules write down what the journal wants to know.
    var notes: CallNotes?
    /// Mints what MCP servers accept.
    package var sessionTokens: MCPSessionTokens

    package init(
        world: World, caller: Caller, origin: String, door: Door = .grpc, client: CallingClient = CallingClient(),
        sessionTokens: MCPSessionTokens
    ) {
        self.world = world
        self.caller = caller
        self.origin = origin
        self.door = door
        self.client = client
        self.sessionTokens = sessionTokens
    }
}

/// Who is calling. Client credentials are the only kind that a program outside the vendor's own pages can hold.
package enum Caller: Sendable, Equatable {
    case client(id: String)

    /// The client id.
    package var id: String {
        switch self {
        case .client(let id): id
        }
    }

    /// The bit of `scalekit.v1.options.AuthenticationType` that an operation must carry for this caller.
    package var kind: CallerKinds {
        switch self {
        case .client: .client
        }
    }
}
