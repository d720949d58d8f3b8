import struct Foundation.Data

/// Puts an account's credential into a request, by the rules of `auth_patterns` (spec/actions.md section 10).
struct CredentialInjection {
    let account: ConnectedAccount
    let connection: Connection
    /// Nil when the provider does not offer the connection's type any more.
    let pattern: AuthPattern?

    func authorize(_ request: inout UpstreamRequest) {
        for header in headers {
            request.headers.removeAll { $0.name == header.name }
            request.headers.append(header)
        }
    }

    /// The headers that carry the credential; none for connections without one, and for temporary AWS keys, which
    /// sign a request instead.
    private var headers: [UpstreamRequest.Header] {
        switch account.credentials {
        case .oauthToken(let token) where connection.type == .trelloOAuth1:
            [.init("authorization", "OAuth oauth_token=\"\(token.accessToken)\"")]
        case .oauthToken(let token): [single("Bearer \(token.accessToken)")]
        case .googleDWD(let delegation): [single("Bearer \(delegation.accessToken)")]
        case .staticAuth(let details): staticHeaders(details)
        case .trustedIDP, nil: []
        }
    }

    private func staticHeaders(_ details: [String: JSONValue]) -> [UpstreamRequest.Header] {
        let named = (pattern?.fields ?? []).compactMap { field in
            field.headerName.flatMap { header in
                value(field.name, in: details).map { UpstreamRequest.Header(header, $0) }
            }
        }
        guard named.isEmpty else { return named }
        if let basic = pattern?.basic ?? (connection.type == .basic ? "{{username}}:{{password}}" : nil) {
            let pair = TextTemplate(basic).render { .string(value($0, in: details) ?? "") }
            return [single("Basic \(Data(pair.shown.utf8).base64EncodedString())")]
        }
        switch connection.type {
        case .bearer: return first(["token", "bearer_token"], in: details).map { [single("Bearer \($0)")] } ?? []
        default: return first(["api_key"], in: details).map { [single($0)] } ?? []
        }
    }

    private func single(_ value: String) -> UpstreamRequest.Header {
        .init(pattern?.authHeader ?? "authorization", value)
    }

    /// By the conventional names, or else the first field of the form.
    private func first(_ names: [String], in details: [String: JSONValue]) -> String? {
        (names + (pattern?.fields ?? []).filter { !$0.isPathParam }.map(\.name)).lazy.compactMap {
            value($0, in: details)
        }.first
    }

    private func value(_ name: String, in details: [String: JSONValue]) -> String? {
        let mutation = pattern?.mutations[name] ?? AuthPattern.FieldMutation()
        let given = details[name].flatMap { $0.isNull ? nil : $0.shown } ?? ""
        let value = given.isEmpty ? mutation.standard : given
        return value.isEmpty ? nil : mutation.prefix + value + mutation.suffix
    }
}
