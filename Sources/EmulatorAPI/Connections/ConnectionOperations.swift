import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `ConnectionService`: the connections of an environment.
package enum ConnectionOperations {
    private static let service = "scalekit.v1.connections.ConnectionService"

    package static let all: [Operation] = [
        Operation("\(service)/CreateEnvironmentConnection", create),
        Operation("\(service)/GetEnvironmentConnection", get),
        Operation("\(service)/ListConnections", list),
        Operation("\(service)/UpdateEnvironmentConnection", update),
        Operation("\(service)/DeleteEnvironmentConnection", delete),
        Operation("\(service)/EnableEnvironmentConnection", enable),
        Operation("\(service)/DisableEnvironmentConnection", disable),
        Operation("\(service)/ListAppConnections", listApp),
    ]

    private static func create(
        _ request: Scalekit_V1_Connections_CreateEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_CreateConnectionResponse {
        let connection = try context.world.connections.create(ConnectionDraft(request))
        return try .with { $0.connection = try .init(connection, origin: context.origin) }
    }

    private static func get(
        _ request: Scalekit_V1_Connections_GetEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_GetConnectionResponse {
        let connection = try context.world.connections.get(request.connectionID)
        return try .with { $0.connection = try .init(connection, origin: context.origin) }
    }

    private static func list(
        _ request: Scalekit_V1_Connections_ListConnectionsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_ListConnectionsResponse {
        let connections = try context.world.connections.list(
            include: request.include, organizationID: request.organizationID, domain: request.domain)
        return .with { $0.connections = connections.map { .init($0, origin: context.origin) } }
    }

    private static func update(
        _ request: Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_UpdateConnectionResponse {
        let connection = try context.world.connections.update(
            request.connectionID, ConnectionChanges(request.connection))
        return try .with { $0.connection = try .init(connection, origin: context.origin) }
    }

    private static func delete(
        _ request: Scalekit_V1_Connections_DeleteEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Google_Protobuf_Empty {
        try context.world.connections.delete(request.connectionID)
        return .init()
    }

    private static func enable(
        _ request: Scalekit_V1_Connections_ToggleEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_ToggleConnectionResponse {
        let connection = try context.world.connections.enable(request.connectionID)
        return .with { $0.enabled = connection.enabled }
    }

    private static func disable(
        _ request: Scalekit_V1_Connections_ToggleEnvironmentConnectionRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_ToggleConnectionResponse {
        let connection = try context.world.connections.disable(request.connectionID)
        return .with { $0.enabled = connection.enabled }
    }

    private static func listApp(
        _ request: Scalekit_V1_Connections_ListAppConnectionsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Connections_ListAppConnectionsResponse {
        let page = try PageRequest(size: Int(request.pageSize), token: request.pageToken)
        let found = try context.world.connections.listApp(
            provider: request.provider, query: request.query, page: page)
        return .with {
            $0.connections = found.items.map { .init($0, origin: context.origin) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }
}
