import struct Foundation.Date

@testable import EmulatorCore

extension ConnectedAccount {
    static func make(
        status: ConnectorStatus = .active, type: ConnectorType = .oauth, credentials: Credentials? = nil
    ) -> ConnectedAccount {
        ConnectedAccount(
            id: ConnectedAccountID(number: 1), connectionID: ConnectionID(number: 2), connector: "gmail",
            providerKey: "GMAIL", identifier: "ada", organizationID: nil, userID: nil, status: status,
            authorizationType: type, credentials: credentials, apiConfig: [:], tokenExpiresAt: nil,
            createdAt: Date(timeIntervalSince1970: 1), updatedAt: Date(timeIntervalSince1970: 2), lastUsedAt: nil,
            isOrgWideCredential: true)
    }
}
