package import EmulatorCore
package import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Connections_Connection {
    /// - Parameter origin: goes in front of the connection's own paths. Secrets are masked.
    package init(_ connection: Connection, origin: String) throws {
        self.init()
        id = "\(connection.id)"
        keyID = connection.keyID
        provider = .init(number: connection.provider)
        providerKey = connection.providerKey
        type = .init(connection.type)
        status = .init(connection.status)
        enabled = connection.enabled
        debugEnabled = connection.debugEnabled
        uiButtonTitle = connection.uiButtonTitle
        configurationType = .init(rawValue: connection.configurationType) ?? .init()
        attributeMapping = connection.attributeMapping
        authMode = .init(connection.authMode)
        createTime = .init(connection.createdAt)
        updateTime = .init(connection.updatedAt)
        if let url = connection.resolvedProxyURL { resolvedProxyURL = url }
        if connection.isApp { mcpServerURL = origin + MCPServerID.connection(connection.keyID).path }
        settings = try connection.settings.flatMap { try .init($0.masked.absolute(origin: origin)) }
    }
}

extension Scalekit_V1_Connections_ListConnection {
    /// - Parameter origin: goes in front of the connection's own paths.
    package init(_ connection: Connection, origin: String) {
        self.init()
        id = "\(connection.id)"
        keyID = connection.keyID
        provider = .init(number: connection.provider)
        providerKey = connection.providerKey
        type = .init(connection.type)
        status = .init(connection.status)
        enabled = connection.enabled
        uiButtonTitle = connection.uiButtonTitle
        authMode = .init(connection.authMode)
        createdAt = .init(connection.createdAt)
        if connection.isApp { mcpServerURL = origin + MCPServerID.connection(connection.keyID).path }
    }
}

extension Scalekit_V1_Connections_ConnectionProvider {
    init(number: Int) { self = Self(rawValue: number) ?? .init() }
}

extension Scalekit_V1_Connections_ConnectionType {
    /// The numbers are the same.
    init(_ type: ConnectionType) { self = Self(rawValue: type.rawValue) ?? .invalid }
}

extension Scalekit_V1_Connections_ConnectionStatus {
    /// The numbers are the same.
    init(_ status: ConnectionStatus) { self = Self(rawValue: status.rawValue) ?? .init() }
}

extension Scalekit_V1_Connections_ConnectionAuthMode {
    /// The numbers are the same.
    init(_ mode: ConnectionAuthMode) { self = Self(rawValue: mode.rawValue) ?? .init() }
}

extension ConnectionDraft {
    init(_ request: Scalekit_V1_Connections_CreateEnvironmentConnectionRequest) {
        let connection = request.connection
        self.init(
            keyID: connection.hasKeyID ? connection.keyID : nil, providerKey: connection.providerKey,
            provider: connection.provider.rawValue, type: ConnectionType(rawValue: connection.type.rawValue),
            authMode: ConnectionAuthMode(rawValue: connection.authMode.rawValue) ?? .user,
            isApp: request.flags.isApp, isLogin: request.flags.isLogin, context: connection.context.json)
    }
}

extension ConnectionChanges {
    /// Wrapper messages, optionals and the settings say by their presence what changes; of the others an empty value
    /// means no change.
    init(_ connection: Scalekit_V1_Connections_UpdateConnection) throws {
        self.init(
            keyID: connection.hasKeyID ? connection.keyID : nil,
            providerKey: connection.providerKey.isEmpty ? nil : connection.providerKey,
            provider: connection.provider.rawValue,
            type: ConnectionType(rawValue: connection.type.rawValue),
            debugEnabled: connection.hasDebugEnabled ? connection.debugEnabled.value : nil,
            uiButtonTitle: connection.hasUiButtonTitle ? connection.uiButtonTitle.value : nil,
            configurationType: connection.configurationType.rawValue == 0
                ? nil : connection.configurationType.rawValue,
            attributeMapping: connection.attributeMapping.isEmpty ? nil : connection.attributeMapping,
            settings: try connection.settings.map { try ConnectionSettings($0) })
    }
}
