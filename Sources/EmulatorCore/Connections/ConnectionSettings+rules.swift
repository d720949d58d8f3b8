/// What settings must satisfy beyond the contract's own rules.
extension ConnectionSettings {
    /// - Throws: INVALID_ARGUMENT naming the member.
    func check() throws {
        try require("required_scopes", within: strings("scopes"), of: "scopes")
        let optional = values["optional_scopes"]?["scopes"]?.array?.compactMap(\.string) ?? []
        try require("required_optional_scopes", within: optional, of: "optional_scopes.scopes")
        let extra = values["extensions"]?["extra_authorize_params"]?.object ?? [:]
        if let name = extra.keys.sorted().first(where: { Self.reserved.contains($0.lowercased()) }) {
            throw EmulatorError.invalid(
                "connection.\(kind).extensions.extra_authorize_params.\(name)",
                "is a parameter of the protocol itself; set it in \(kind)",
                constraint: "extra_authorize_params.reserved")
        }
    }

    private func require(_ member: String, within offered: [String], of list: String) throws {
        guard let unknown = strings(member).first(where: { !offered.contains($0) }) else { return }
        throw EmulatorError.invalid(
            "connection.\(kind).\(member)", "\(unknown) is not in \(list)", constraint: "\(member).subset")
    }

    private static let reserved: Set = [
        "client_id", "client_secret", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce",
        "code_challenge", "code_challenge_method", "aud", "prompt", "access_type",
    ]
}
