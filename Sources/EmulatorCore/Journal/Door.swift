/// Where a call came in.
package enum Door: String, Sendable, CaseIterable {
    case grpc
    case rest
    case proxy
    case mcp
    case page
}

/// What a caller's headers say about the program that calls.
package struct CallingClient: Sendable, Equatable {
    /// `x-sdk-version`, for example `Scalekit-Python/2.21.0`.
    package var sdk: String?
    /// `x-api-version`
    package var apiVersion: String?
    package var userAgent: String?

    package init(sdk: String? = nil, apiVersion: String? = nil, userAgent: String? = nil) {
        self.sdk = sdk
        self.apiVersion = apiVersion
        self.userAgent = userAgent
    }

    /// The SDK's name and version. The Java SDK says them in `user-agent` only.
    var product: (name: String, version: String)? {
        let words = [sdk, userAgent].compactMap { $0?.split(separator: " ").first }
        let product = words.first { $0.lowercased().contains("scalekit") && $0.contains("/") }
        guard let parts = product?.split(separator: "/", maxSplits: 1), parts.count == 2 else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}
