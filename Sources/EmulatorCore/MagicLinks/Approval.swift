/// What somebody chose on the page behind a link.
package struct Approval: Sendable, Codable {
    /// The scopes that were ticked; nil for all that are asked for. Others are not granted.
    package var grantedScopes: [String]?
    /// The values of the credential form and of the account's own fields, by name.
    package var fields: [String: String]
    /// Who consented at the provider, where the page asks; nil for the one it proposes.
    package var identity: String?

    package init(grantedScopes: [String]? = nil, fields: [String: String] = [:], identity: String? = nil) {
        self.grantedScopes = grantedScopes
        self.fields = fields
        self.identity = identity
    }
}

extension Approval {
    /// - Throws: INVALID_ARGUMENT for a name that nobody could have.
    func checkedIdentity(of account: ConnectedAccount) throws -> String {
        let given = (identity ?? "").trimming(while: \.isWhitespace)
        guard !given.isEmpty else { return account.suggestedIdentity }
        guard given.count <= 200, !given.unicodeScalars.contains(where: \.isControl) else {
            throw EmulatorError.invalid(
                "identity", "must be one line of at most 200 characters", constraint: "identity.text")
        }
        return given
    }

    /// The scopes that are granted: what was ticked of those that are asked for, and what is required.
    /// - Throws: INVALID_ARGUMENT when that is nothing.
    func scopes(of connection: Connection, requested: [String]) throws -> [String] {
        guard let grantedScopes else { return requested }
        let required = connection.requiredScopes
        let granted = requested.filter { grantedScopes.contains($0) || required.contains($0) }
        guard !granted.isEmpty || requested.isEmpty else {
            throw EmulatorError.invalid("scopes", "choose at least one", constraint: "scopes.min_items")
        }
        return granted
    }
}

extension Consent {
    /// What the provider's page takes: the scopes and the identity as they will be granted.
    /// - Throws: INVALID_ARGUMENT naming everything that will not do, so that a person mends it in one go.
    func checked(_ approval: Approval, requested: [String], isUnattended: Bool) throws -> Approval {
        var checked = approval
        var mistakes: [EmulatorError] = []
        func check(_ body: () throws -> Void) throws {
            do { try body() } catch let error as EmulatorError where error.code == .invalidArgument {
                mistakes.append(error)
            }
        }
        try check { checked.identity = try approval.checkedIdentity(of: account) }
        try check { _ = try values(approval, isUnattended: isUnattended) }
        try check { checked.grantedScopes = try approval.scopes(of: connection, requested: requested) }
        guard var first = mistakes.first else { return checked }
        first.violations = mistakes.flatMap(\.violations)
        throw first
    }
}

extension Connection {
    /// Scopes without which the provider's page does not let anybody approve.
    package var requiredScopes: [String] { settings?.strings("required_scopes") ?? [] }
}

extension String {
    fileprivate func trimming(while isLeft: (Character) -> Bool) -> String {
        String(drop(while: isLeft).reversed().drop(while: isLeft).reversed())
    }
}
