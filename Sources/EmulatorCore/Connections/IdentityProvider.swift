/// `connections.ConnectionProvider`: the providers that have a number besides their key.
package enum IdentityProvider: Int, Sendable, CaseIterable {
    case okta = 1
    case google = 2
    case microsoftAD = 3
    case auth0 = 4
    case oneLogin = 5
    case pingIdentity = 6
    case jumpCloud = 7
    case custom = 8
    case github = 9
    case gitlab = 10
    case linkedIn = 11
    case salesforce = 12
    case microsoft = 13
    case idpSimulator = 14
    case scalekit = 15
    case adfs = 16

    /// The enum name on the wire, which is also the provider's key.
    package var key: String {
        switch self {
        case .okta: "OKTA"
        case .google: "GOOGLE"
        case .microsoftAD: "MICROSOFT_AD"
        case .auth0: "AUTH0"
        case .oneLogin: "ONELOGIN"
        case .pingIdentity: "PING_IDENTITY"
        case .jumpCloud: "JUMPCLOUD"
        case .custom: "CUSTOM"
        case .github: "GITHUB"
        case .gitlab: "GITLAB"
        case .linkedIn: "LINKEDIN"
        case .salesforce: "SALESFORCE"
        case .microsoft: "MICROSOFT"
        case .idpSimulator: "IDP_SIMULATOR"
        case .scalekit: "SCALEKIT"
        case .adfs: "ADFS"
        }
    }

    package init?(key: String) {
        guard let match = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = match
    }
}
