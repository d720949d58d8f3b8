package import EmulatorCore
package import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_ConnectedAccounts_ConnectedAccount {
    /// - Parameter showsCredentials: false for views that leave `authorization_details` out.
    package init(_ account: ConnectedAccount, showsCredentials: Bool = true) {
        self.init()
        id = account.id.description
        connectionID = account.connectionID.description
        connector = account.connector
        provider = account.providerKey
        identifier = account.identifier
        status = .init(account.status)
        authorizationType = .init(account.authorizationType)
        apiConfig = .init(account.apiConfig)
        updatedAt = .init(account.updatedAt)
        isOrgWideCredential = account.isOrgWideCredential
        if let date = account.tokenExpiresAt { tokenExpiresAt = .init(date) }
        if let date = account.lastUsedAt { lastUsedAt = .init(date) }
        if showsCredentials, let credentials = account.credentials {
            authorizationDetails = .init(credentials, account: account)
        }
    }
}

extension Scalekit_V1_ConnectedAccounts_ConnectedAccountForList {
    package init(_ account: ConnectedAccountSummary) {
        self.init()
        id = account.id.description
        connectionID = account.connectionID.description
        connector = account.connector
        provider = account.providerKey
        identifier = account.identifier
        status = .init(account.status)
        authorizationType = .init(account.authorizationType)
        updatedAt = .init(account.updatedAt)
        isOrgWideCredential = account.isOrgWideCredential
        if let date = account.tokenExpiresAt { tokenExpiresAt = .init(date) }
        if let date = account.lastUsedAt { lastUsedAt = .init(date) }
    }
}

extension Scalekit_V1_ConnectedAccounts_ConnectorStatus {
    /// The numbers are the same.
    init(_ status: ConnectorStatus) { self = Self(rawValue: status.rawValue) ?? .connectionStatusUnspecified }
}

extension Scalekit_V1_ConnectedAccounts_ConnectorType {
    /// The numbers are the same.
    init(_ type: ConnectorType) { self = Self(rawValue: type.rawValue) ?? .connectionTypeUnspecified }
}

extension AccountLookup {
    init(_ request: Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest) {
        self.init(
            id: request.id, connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID)
    }

    init(_ request: Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest) {
        self.init(
            id: request.id, connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID)
    }

    init(_ request: Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest) {
        self.init(
            id: request.id, connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID)
    }

    init(_ request: Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountRequest) {
        self.init(
            id: request.id, connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID)
    }
}

extension ConnectedAccountDraft {
    init(_ request: Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest) {
        let account = request.connectedAccount
        self.init(
            connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID,
            credentials: Credentials(account.authorizationDetails), apiConfig: account.apiConfig.json)
    }
}

extension ConnectedAccountChanges {
    init(_ request: Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest) {
        let account = request.connectedAccount
        self.init(
            credentials: Credentials(account.authorizationDetails),
            apiConfig: account.hasApiConfig ? account.apiConfig.json : nil,
            scopeSelection: request.hasScopeSelection
                ? ScopeSelection(
                    scopes: request.scopeSelection.scopes, optionalScopes: request.scopeSelection.optionalScopes)
                : nil)
    }
}

extension AccountFilter {
    init(_ request: Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest) {
        let names = request.connector.isEmpty ? request.connectionNames : [request.connector]
        self.init(
            connectors: names.isEmpty ? nil : names, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID, provider: request.provider,
            query: request.query,
            isOrgWideCredential: request.hasIsOrgWideCredential ? request.isOrgWideCredential : nil)
    }
}
