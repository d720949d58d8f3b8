/// What stands behind a server's URL at one moment.
struct MCPServer {
    var name: String
    var instructions: String?
    var mappings: [MCPMapping]
    var revision: Int64
    /// Nil for a connection's server.
    var configID: MCPConfigID?
    /// Whose server it is; nil where a token says that.
    var identifier: String?

    /// - Throws: NOT_FOUND when there is none, or its connection is disabled or not set up.
    static func find(_ id: MCPServerID, world: World, in session: Store.Session) throws -> MCPServer {
        switch id {
        case .config(let serverID):
            guard let config = try MCPConfigTable.find(serverID: serverID, in: session) else { throw unknown() }
            return MCPServer(config)
        case .connection(let keyID):
            guard let connection = try ConnectionTable.find(keyID: keyID, in: session), connection.isApp,
                connection.isReady
            else { throw unknown() }
            return MCPServer(
                name: connection.keyID, mappings: [MCPMapping(connection: connection, tools: [])],
                revision: connection.id.number)
        case .instance(let secret):
            guard let instance = try MCPInstanceTable.find(secret: secret, in: session) else { throw unknown() }
            var server = MCPServer(instance.config)
            server.identifier = instance.userIdentifier
            if server.name.isEmpty { server.name = instance.name }
            return server
        }
    }

    private static func unknown() -> EmulatorError { .notFound("MCP server") }
}

extension MCPServer {
    private init(_ config: MCPConfig) {
        self.init(
            name: config.name, instructions: config.description.isEmpty ? nil : config.description,
            mappings: config.mappings, revision: config.revision, configID: config.id)
    }
}
