extension ConnectedAccount {
    /// Whether the account only records that its user agreed: on an ORG_WIDE connection one account holds the shared
    /// credential, and all others hold none.
    func isConsentOnly(on connection: Connection) -> Bool {
        connection.authMode == .orgWide && !isOrgWideCredential
    }

    /// The contract says that consent-only accounts have no real credential; what becomes of one that is handed in
    /// it does not say.
    static func noCredentials(on connection: Connection) -> EmulatorError {
        EmulatorError(
            .invalidArgument,
            "Validation error: authorization_details \"accounts of users on \(connection.keyID) hold no credential\"",
            violations: [
                .init(
                    field: "connected_account.authorization_details",
                    description: "must be empty: \(connection.keyID) is ORG_WIDE, and one account holds its credential",
                    constraint: "authorization_details.org_wide")
            ],
            hint: "Give the credential to the account with is_org_wide_credential; a seed makes it.")
    }
}
