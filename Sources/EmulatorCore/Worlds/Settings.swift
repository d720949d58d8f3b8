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
    /// Who may sign in to the dashboard, by address. There are no passwords: this is a test double.
    package var dashboardUsers: [String]

    /// The one who may sign in where nobody says otherwise.
    package static let standardDashboardUser = "admin@example.com"

    package init(
        consent: ConsentMode = .manual,
        verify: VerifyMode = .none,
        strictConnections: Bool = false,
        magicLinkLifetime: Double = 600,
        dashboardUsers: [String] = [standardDashboardUser],
        scopedTools: ScopedToolAccounts = .all,
        proxy: Bool = true
    ) {
        self.consent = consent
        self.verify = verify
        self.strictConnections = strictConnections
        self.magicLinkLifetime = magicLinkLifetime
        self.dashboardUsers = dashboardUsers
        self.scopedTools = scopedTools
        self.proxy = proxy
    }

    /// Addresses are the same in any case.
    package func letsIn(_ email: String) -> Bool {
        dashboardUsers.contains { $0.lowercased() == email.lowercased() }
    }
}

extension WorldSettings {
    /// A data directory of an earlier version does not know every switch.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let standard = WorldSettings()
        self.init(
            consent: try values.decodeIfPresent(ConsentMode.self, forKey: .consent) ?? standard.consent,
            verify: try values.decodeIfPresent(VerifyMode.self, forKey: .verify) ?? standard.verify,
            strictConnections: try values.decodeIfPresent(Bool.self, forKey: .strictConnections)
                ?? standard.strictConnections,
            magicLinkLifetime: try values.decodeIfPresent(Double.self, forKey: .magicLinkLifetime)
                ?? standard.magicLinkLifetime,
            dashboardUsers: try values.decodeIfPresent([String].self, forKey: .dashboardUsers)
                ?? standard.dashboardUsers,
            scopedTools: try values.decodeIfPresent(ScopedToolAccounts.self, forKey: .scopedTools)
                ?? standard.scopedTools,
            proxy: try values.decodeIfPresent(Bool.self, forKey: .proxy) ?? standard.proxy)
    }
}
