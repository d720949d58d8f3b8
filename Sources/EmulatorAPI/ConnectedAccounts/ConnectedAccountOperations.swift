import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `ConnectedAccountService`: what a client credential may call.
package enum ConnectedAccountOperations {
    private static let service = "scalekit.v1.connected_accounts.ConnectedAccountService"

    package static let all: [Operation] = [
        // Text is looked for in every row, and the more there are the longer it takes.
        Operation("\(service)/ListConnectedAccounts", isQuick: \.query.isEmpty, list),
        Operation("\(service)/SearchConnectedAccounts", isQuick: { _ in false }, search),
        Operation("\(service)/CreateConnectedAccount", create),
        Operation("\(service)/UpdateConnectedAccount", update),
        Operation("\(service)/DeleteConnectedAccount", delete),
        Operation("\(service)/GetMagicLinkForConnectedAccount", getMagicLink),
        Operation("\(service)/GetConnectedAccount", get),
        Operation("\(service)/DisconnectConnectedAccount", disconnect),
        Operation("\(service)/GetConnectedAccountAuth", getAuth),
        Operation("\(service)/GetConnectedAccountDetails", getDetails),
        Operation("\(service)/VerifyConnectedAccountUser", verifyUser),
    ]

    private static func list(
        _ request: Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_ListConnectedAccountsResponse {
        let page = try PageRequest(size: Int(request.pageSize), token: request.pageToken)
        let found = try context.world.connectedAccounts.list(AccountFilter(request), page: page)
        return .with {
            $0.connectedAccounts = found.items.map { .init($0) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func search(
        _ request: Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsResponse {
        let page = try PageRequest(size: Int(request.pageSize), token: request.pageToken)
        let found = try context.world.connectedAccounts.search(
            request.query, connectionID: request.connectionID, page: page)
        return .with {
            $0.connectedAccounts = found.items.map { .init($0) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func create(
        _ request: Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_CreateConnectedAccountResponse {
        let account = try context.world.connectedAccounts.create(ConnectedAccountDraft(request))
        return .with { $0.connectedAccount = .init(account) }
    }

    private static func update(
        _ request: Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountResponse {
        let account = try context.world.connectedAccounts.update(
            AccountLookup(request), ConnectedAccountChanges(request))
        return .with { $0.connectedAccount = .init(account) }
    }

    private static func delete(
        _ request: Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountResponse {
        try context.world.connectedAccounts.delete(AccountLookup(request))
        return .init()
    }

    private static func getMagicLink(
        _ request: Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountResponse {
        let link = try context.world.magicLinks.create(
            AccountLookup(request), state: request.state, userVerifyURL: request.userVerifyURL)
        return .with {
            $0.link = "\(context.origin)/magicLink/\(link.token)"
            $0.expiry = .init(link.expiresAt)
        }
    }

    private static func get(
        _ request: Scalekit_V1_ConnectedAccounts_GetConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_GetConnectedAccountResponse {
        // Needs no more than the permission to read, as GetConnectedAccountDetails, so it shows no more either.
        let account = try context.world.connectedAccounts.get(lookup(id: request.id))
        return .with { $0.connectedAccount = .init(account, showsCredentials: false) }
    }

    private static func disconnect(
        _ request: Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountResponse {
        let account = try context.world.connectedAccounts.disconnect(lookup(id: request.id))
        return .with { $0.connectedAccount = .init(account) }
    }

    private static func getAuth(
        _ request: Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierResponse {
        let account = try context.world.connectedAccounts.getAuth(AccountLookup(request))
        return .with { $0.connectedAccount = .init(account) }
    }

    private static func getDetails(
        _ request: Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierResponse {
        let account = try context.world.connectedAccounts.get(AccountLookup(request))
        return .with { $0.connectedAccount = .init(account, showsCredentials: false) }
    }

    private static func verifyUser(
        _ request: Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserRequest, _ context: CallContext
    ) throws -> Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserResponse {
        try context.world.magicLinks.verify(
            authRequestID: request.authRequestID, identifier: request.identifier)
        return .with { $0.postUserVerifyRedirectURL = "\(context.origin)/connect/success" }
    }

    /// The paths `/this` and `/-` mean the account that a token is bound to; a client credential is bound to none.
    private static func lookup(id: String) throws -> AccountLookup {
        guard !["", "this", "-"].contains(id) else {
            throw EmulatorError(
                .invalidArgument, "Validation error: id \"value is required with a client credential\"",
                violations: [
                    .init(
                        field: "id",
                        description: "a client credential carries no account that \"this\" could mean",
                        constraint: "required")
                ],
                hint: "Pass the account's id, ca_ followed by digits.")
        }
        return AccountLookup(id: id)
    }
}
