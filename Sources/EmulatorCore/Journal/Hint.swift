/// Something about a call that works here and would bite in production.
package struct Hint: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case ambiguousIdentifier = "ambiguous_identifier"
        case linkWithoutVerifyURL = "link_without_verify_url"
        case secretInParameters = "secret_in_parameters"
    }

    package var kind: Kind
    /// What is the matter with this call.
    package var message: String
    /// What to write instead.
    package var fix: String

    package var json: JSONValue {
        ["kind": .string(kind.rawValue), "message": .string(message), "fix": .string(fix)]
    }
}

extension JournalEntry {
    package var hints: [Hint] {
        let details = facts.details
        return [ambiguity(details), missingVerifyURL, secret(details)].compactMap(\.self)
    }

    private func ambiguity(_ details: CallDetails) -> Hint? {
        guard let findings = call.notes?.findings, findings.candidates > 1 else { return nil }
        let identifier = details.identifier ?? ""
        let places = findings.connections.joined(separator: ", ")
        let chosen = findings.account.map { "; this call went to the one on \($0.connection)" } ?? ""
        return Hint(
            kind: .ambiguousIdentifier,
            message: "\(identifier) has \(findings.candidates) accounts that the call could mean (\(places))\(chosen)",
            fix: findings.connections.count > 1
                ? "Name the connection (connector, connection_name), or pass connected_account_id."
                : "Name organization_id or user_id, or pass connected_account_id.")
    }

    private var missingVerifyURL: Hint? {
        guard call.notes?.verify == .b2b else { return nil }
        return Hint(
            kind: .linkWithoutVerifyURL,
            message: "the link has no user_verify_url, and users are verified by your application (b2b): after the "
                + "consent the browser has nowhere to go, and the account cannot become ACTIVE",
            fix: "Pass user_verify_url, and confirm the user there with VerifyConnectedAccountUser.")
    }

    private func secret(_ details: CallDetails) -> Hint? {
        guard let tool = details.tool, let place = Secrets.find(in: details.parameters, at: "parameters") else {
            return nil
        }
        return Hint(
            kind: .secretInParameters,
            message: "\(place) of \(tool) looks like a secret: parameters are logged, and models see them",
            fix: "Leave credentials to the connected account, which puts its own into the request.")
    }
}
