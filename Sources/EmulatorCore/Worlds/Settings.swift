/// What an environment does when nobody is there to click.
package enum ConsentMode: String, Sendable, CaseIterable, Codable {
    /// The page waits for a click.
    case manual
    /// Opening the link approves, also for a client that only follows redirects.
    case auto
    /// Creating the link approves.
    case instant
}

/// Who confirms that the person who consented is the user the account is for (spec/actions.md section 7.3).
package enum VerifyMode: String, Sendable, CaseIterable, Codable {
    case none
    case b2b
    case platform
}

/// Whose tools ListScopedTools shows. Which statuses count is not documented.
package enum ScopedToolAccounts: String, Sendable, CaseIterable, Codable {
    /// Accounts of every status, so that an agent can tell the user what to connect.
    case all
    /// Only accounts that can be used now.
    case active
}

/// The switches of one environment.
package struct WorldSettings: Sendable, Equatable, Codable {
    package var consent: ConsentMode
    package var verify: VerifyMode
    /// When true, only connections that were created explicitly exist.
    package var strictConnections: Bool
    /// How long a magic link lives, in seconds. The real service's number is not public.
    package var magicLinkLifetime: Double
    package var scopedTools: ScopedToolAccounts
    /// Whether calls may be proxied to the providers of the catalogue.
    package var proxy: Bool

    package init(
        consent: ConsentMode = .manual,
        verify: VerifyMode = .none,
        strictConnections: Bool = false,
        magicLinkLifetime: Double = 600,
        scopedTools: ScopedToolAccounts = .all,
        proxy: Bool = true
    ) {
        self.consent = consent
        self.verify = verify
        self.strictConnections = strictConnections
        self.magicLinkLifetime = magicLinkLifetime
        self.scopedTools = scopedTools
        self.proxy = proxy
    }

    /// Settings written by an earlier version lack what came later.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        consent = try container.decode(ConsentMode.self, forKey: .consent)
        verify = try container.decode(VerifyMode.self, forKey: .verify)
        strictConnections = try container.decode(Bool.self, forKey: .strictConnections)
        magicLinkLifetime = try container.decode(Double.self, forKey: .magicLinkLifetime)
        scopedTools = try container.decodeIfPresent(ScopedToolAccounts.self, forKey: .scopedTools) ?? .all
        proxy = try container.decodeIfPresent(Bool.self, forKey: .proxy) ?? true
    }
}
