import EmulatorCore

/// What a client sends the browser to the authorization endpoint with.
struct MCPAuthorizeRequest {
    /// What is passed from the page to the decision.
    static let names = [
        "response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method", "resource",
        "login_hint",
    ]

    let client: MCPClient
    let redirect: RedirectURI
    let redirectURI: String
    let values: [String: String]

    /// - Throws: INVALID_ARGUMENT when nobody can be told by a redirect: an unknown client, or an address that it did not
    ///   register.
    init(_ values: [String: String], in world: World) throws {
        guard let client = try world.mcpAuthorizations.client(values["client_id"] ?? "") else {
            throw EmulatorError(
                .invalidArgument, "no program has registered as this client", errorCode: "invalid_client",
                hint: "Registrations are gone after a reset; let the program register again.")
        }
        guard let uri = values["redirect_uri"] ?? client.onlyRedirectURI, client.allows(uri),
            let redirect = RedirectURI(uri)
        else {
            throw EmulatorError(
                .invalidArgument, "the program did not register the address that it wants the answer at",
                errorCode: "invalid_redirect_uri")
        }
        self.client = client
        self.redirect = redirect
        redirectURI = uri
        self.values = values
    }

    /// What is wrong with the rest of it, which the client is told; nil when nothing is.
    func fault(for server: MCPServers.Found) -> (error: String, description: String)? {
        guard values["response_type"] == "code" else {
            return ("unsupported_response_type", "response_type must be code")
        }
        guard let challenge = values["code_challenge"], Self.isChallenge(challenge) else {
            return ("invalid_request", "code_challenge is missing or is none: PKCE is required")
        }
        guard values["code_challenge_method"] == "S256" else {
            return ("invalid_request", "code_challenge_method must be S256")
        }
        if let resource = values["resource"], !server.isMeant(by: resource) {
            return ("invalid_target", "resource is not this server")
        }
        return nil
    }

    var code: MCPCodeRequest {
        MCPCodeRequest(redirectURI: redirectURI, codeChallenge: values["code_challenge"] ?? "")
    }

    /// Back to the client. RFC 9207: the answer says whose it is.
    func answer(_ parameters: [(name: String, value: String)], issuer: String) -> String {
        let state = values["state"].map { [("state", $0)] } ?? []
        return redirectURI.addingQuery(parameters + state + [("iss", issuer)])
    }

    /// Unpadded base64url of a SHA-256.
    private static func isChallenge(_ text: String) -> Bool {
        text.utf8.count == 43
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}

extension MCPClient {
    fileprivate var onlyRedirectURI: String? { redirectURIs.count == 1 ? redirectURIs[0] : nil }
}
