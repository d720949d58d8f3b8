import Crypto

package import struct Foundation.Date

/// A provider as the API shows it: one that an environment made, or one of the catalogue.
package struct ProviderRecord: Sendable, Equatable {
    package var id: ProviderID
    /// What the API calls `identifier`, and connections `provider_key`.
    package var key: String
    /// Whether it was made with CreateCustomProvider; the others are the catalogue's, or stand among them.
    package var isCustom: Bool
    package var details: ProviderDetails
    /// Nil for those of the catalogue.
    package var updatedAt: Date?

    /// Whether its tools are read from an MCP server.
    package var isCustomMCP: Bool { isCustom && details.authPatterns.contains { $0["is_mcp"] == true } }

    package init(id: ProviderID, key: String, isCustom: Bool, details: ProviderDetails, updatedAt: Date? = nil) {
        self.id = id
        self.key = key
        self.isCustom = isCustom
        self.details = details
        self.updatedAt = updatedAt
    }
}

/// What a caller says about a provider.
package struct ProviderDetails: Sendable, Equatable, Codable {
    package var displayName: String
    package var description = ""
    package var categories: [String] = []
    /// As they were given. The rules read what they know; everything else comes back unchanged.
    package var authPatterns: [JSONValue] = []
    package var iconSource = ""
    package var displayPriority = 0
    package var isComingSoon = false
    package var proxyURL: String
    package var isProxyEnabled = true
    package var metadata: [String: String] = [:]

    package init(displayName: String, proxyURL: String) {
        self.displayName = displayName
        self.proxyURL = proxyURL
    }
}

/// `prov_` and digits. Those of the catalogue follow from the key, so they are the same in every environment.
package struct ProviderID: Sendable, Hashable, NumberedID {
    package static let prefix = "prov_"
    package var number: Int64
    package init(number: Int64) { self.number = number }

    /// The id of a provider of the catalogue, below every number that an environment gives out.
    init(catalogueKey key: String) {
        let digest = SHA256.hash(data: Array("provider \(key)".utf8))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(number: Int64(10_000_000_000_000_000 + number % 90_000_000_000_000_000))
    }
}

/// Which providers a list is about.
package enum ProviderKind: Sendable { case standard, custom, all }
