/// Where the checks differ from what the contract says, and what they never repeat. Every line of
/// `unenforced` belongs into the divergence ledger as well.
///
/// Rules on responses need no line: only requests are checked.
enum Overrides {
    struct UnenforcedRule: Sendable, Hashable {
        let message: String
        let field: String
        /// Which official client breaks the rule, or who would.
        let reason: String
    }

    /// Rules of the contract that an official client breaks, so that the real service cannot enforce them, or that
    /// would keep tests from using servers of their own.
    static let unenforced: [UnenforcedRule] = [
        UnenforcedRule(
            message: "scalekit.v1.tools.ListScopedToolsRequest", field: "filter",
            reason: "Python sends no filter when its caller gives none"),
        UnenforcedRule(
            message: "scalekit.v1.providers.CreateCustomProvider", field: "proxy_url",
            reason: "providers on this machine are served over http; ProviderDetails.checkCustom has the rule"),
        UnenforcedRule(
            message: "scalekit.v1.providers.UpdateCustomProvider", field: "proxy_url",
            reason: "providers on this machine are served over http; ProviderDetails.checkCustom has the rule"),
    ]

    static func isUnenforced(_ field: String, of message: String) -> Bool {
        unenforced.contains { $0.message == message && $0.field == field }
    }

    /// Fields that are or hold credentials, in any message. An error names them without their value.
    static let secretFields: Set<String> = [
        "access_key_id", "access_token", "api_key", "auth_request_id", "authorization_details", "client_secret",
        "details", "google_dwd", "googleads_developer_token", "oauth_token", "password", "refresh_token", "secret",
        "secret_access_key", "service_account_json", "session_token", "static_auth", "static_config", "token",
        "trusted_idp",
    ]
}
