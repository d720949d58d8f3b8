import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Providers_Provider {
    init(_ record: ProviderRecord) {
        self.init()
        id = "\(record.id)"
        identifier = record.key
        displayName = record.details.displayName
        description_p = record.details.description
        categories = record.details.categories
        authPatterns = .init(values: record.details.authPatterns)
        iconSrc = record.details.iconSource
        displayPriority = Int32(clamping: record.details.displayPriority)
        comingSoon = record.details.isComingSoon
        proxyURL = record.details.proxyURL
        proxyEnabled = record.details.isProxyEnabled
        isCustom = record.isCustom
        isCustomMcp = record.isCustomMCP
        metadata = record.details.metadata
    }
}

extension ProviderKind {
    /// - Throws: INVALID_ARGUMENT for a type that nobody knows.
    init(_ type: Scalekit_V1_Providers_ProviderType) throws {
        switch type {
        case .default: self = .standard
        case .custom: self = .custom
        case .all: self = .all
        case .UNRECOGNIZED(let number):
            throw EmulatorError.invalid(
                "filter.provider_type", "value must be DEFAULT (0), CUSTOM (1) or ALL (2), not \(number)",
                constraint: "enum.defined_only")
        }
    }
}

extension ProviderDetails {
    init(_ provider: Scalekit_V1_Providers_CreateCustomProvider) {
        self.init(displayName: provider.displayName, proxyURL: provider.proxyURL)
        description = provider.description_p
        authPatterns = provider.authPatterns.json
        isProxyEnabled = provider.proxyEnabled
        iconSource = provider.iconSrc
        metadata = provider.metadata
    }

    init(_ provider: Scalekit_V1_Providers_UpdateCustomProvider) {
        self.init(displayName: provider.displayName, proxyURL: provider.proxyURL)
        description = provider.description_p
        authPatterns = provider.authPatterns.json
        isProxyEnabled = provider.proxyEnabled
        iconSource = provider.iconSrc
        metadata = provider.metadata
    }

    init(_ provider: Scalekit_V1_Providers_CreateProvider) {
        self.init(displayName: provider.displayName, proxyURL: provider.proxyURL)
        description = provider.description_p
        categories = provider.categories
        authPatterns = provider.authPatterns.json
        iconSource = provider.iconSrc
        displayPriority = Int(provider.displayPriority)
        isComingSoon = provider.comingSoon
        isProxyEnabled = provider.proxyEnabled
    }

    /// What is empty leaves what is there; wrapper messages say by their presence what changes.
    mutating func apply(_ provider: Scalekit_V1_Providers_UpdateProvider) {
        displayName = provider.displayName
        if !provider.description_p.isEmpty { description = provider.description_p }
        if !provider.categories.isEmpty { categories = provider.categories }
        if provider.hasAuthPatterns { authPatterns = provider.authPatterns.json }
        if !provider.iconSrc.isEmpty { iconSource = provider.iconSrc }
        if provider.displayPriority != 0 { displayPriority = Int(provider.displayPriority) }
        if provider.hasComingSoon { isComingSoon = provider.comingSoon.value }
        if !provider.proxyURL.isEmpty { proxyURL = provider.proxyURL }
        if provider.hasProxyEnabled { isProxyEnabled = provider.proxyEnabled.value }
    }
}

extension Google_Protobuf_ListValue {
    init(values: [JSONValue]) {
        self.init()
        self.values = values.map { .init($0) }
    }

    var json: [JSONValue] { values.map(\.json) }
}
