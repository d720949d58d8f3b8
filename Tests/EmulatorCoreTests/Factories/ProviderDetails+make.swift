@testable import EmulatorCore

extension ProviderDetails {
    /// A custom provider with one way to authenticate.
    static func make(
        _ displayName: String = "Acme CRM", proxyURL: String = "https://api.acme.example",
        _ pattern: JSONValue = ["type": "API_KEY", "display_name": "Key", "fields": [["field_name": "api_key"]]]
    ) -> ProviderDetails {
        var details = ProviderDetails(displayName: displayName, proxyURL: proxyURL)
        details.authPatterns = [pattern]
        return details
    }
}

extension World {
    /// A custom provider and a connection of the name `acme`.
    @discardableResult
    func custom(_ details: ProviderDetails = .make()) throws -> (ProviderRecord, Connection) {
        let provider = try providers.createCustom(details)
        return (provider, try connections.create(.init(keyID: "acme", providerKey: provider.key)))
    }
}
