import EmulatorCore

import struct Foundation.Date

/// Who talks to which server, as found out for one request.
struct MCPCaller: Sendable {
    let world: World
    let toolbox: MCPToolbox
    /// Nil where the URL is the credential.
    let expiresAt: Date?
    /// Where the client reached us.
    let origin: String
    /// Which program calls.
    let client: CallingClient

    var owner: OpenSessions.Owner { OpenSessions.Owner(server: toolbox.server, identifier: toolbox.identifier) }

    /// Whether the credential is still good, by the environment's clock.
    var isCurrent: Bool { expiresAt.map { $0 > world.clock.now() } ?? true }
}
