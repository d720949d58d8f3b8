import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `ProviderService`: what a client credential may call.
package enum ProviderOperations {
    private static let service = "scalekit.v1.providers.ProviderService"

    package static let all: [Operation] = [
        // A page may hold every pattern of the catalogue.
        Operation("\(service)/ListProviders", isQuick: { _ in false }, list),
        Operation("\(service)/CreateCustomProvider", createCustom),
        Operation("\(service)/UpdateCustomProvider", updateCustom),
        Operation("\(service)/DeleteCustomProvider", deleteCustom),
        Operation("\(service)/CreateProvider", create),
        Operation("\(service)/UpdateProvider", update),
        Operation("\(service)/DeleteProvider", delete),
    ]

    private static func list(_ request: Scalekit_V1_Providers_ListProvidersRequest, _ context: CallContext) throws
        -> Scalekit_V1_Providers_ListProvidersResponse
    {
        let found = try context.world.providers.list(
            ProviderKind(request.filter.providerType), identifier: request.identifier,
            page: .init(size: Int(request.pageSize), token: request.pageToken))
        return .with {
            $0.providers = found.items.map { .init($0) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func createCustom(
        _ request: Scalekit_V1_Providers_CreateCustomProviderRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Providers_CreateProviderResponse {
        let made = try context.world.providers.createCustom(ProviderDetails(request.provider))
        return .with { $0.provider = .init(made) }
    }

    private static func updateCustom(
        _ request: Scalekit_V1_Providers_UpdateCustomProviderRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Providers_UpdateProviderResponse {
        let changed = try context.world.providers.updateCustom(request.identifier, ProviderDetails(request.provider))
        return .with { $0.provider = .init(changed) }
    }

    private static func deleteCustom(_ request: Scalekit_V1_Providers_DeleteProviderRequest, _ context: CallContext)
        throws -> Scalekit_V1_Providers_DeleteProviderResponse
    {
        try context.world.providers.deleteCustom(request.identifier)
        return .init()
    }

    private static func create(_ request: Scalekit_V1_Providers_CreateProviderRequest, _ context: CallContext) throws
        -> Scalekit_V1_Providers_CreateProviderResponse
    {
        let made = try context.world.providers.create(request.provider.identifier, ProviderDetails(request.provider))
        return .with { $0.provider = .init(made) }
    }

    private static func update(_ request: Scalekit_V1_Providers_UpdateProviderRequest, _ context: CallContext) throws
        -> Scalekit_V1_Providers_UpdateProviderResponse
    {
        let changed = try context.world.providers.update(request.identifier) { $0.apply(request.provider) }
        return .with { $0.provider = .init(changed) }
    }

    private static func delete(_ request: Scalekit_V1_Providers_DeleteProviderRequest, _ context: CallContext) throws
        -> Scalekit_V1_Providers_DeleteProviderResponse
    {
        try context.world.providers.delete(request.identifier)
        return .init()
    }
}
