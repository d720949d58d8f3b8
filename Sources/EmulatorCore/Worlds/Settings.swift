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

/// The switches of one environment.
package struct WorldSettings: Sendable, Equatable, Codable {
    package var consent: ConsentMode
    package var verify: VerifyMode
    /// When true, only connections that were created explicitly exist.
    package var strictConnections: Bool
    /// How long a magic link lives, in seconds. The real service's number is not public.
    package var magicLinkLifetime: Double

    package init(
        consent: ConsentMode = .manual,
        verify: VerifyMode = .none,
        strictConnections: Bool = false,
        magicLinkLifetime: Double = 600
    ) {
        self.consent = consent
        self.verify = verify
        self.strictConnections = strictConnections
        self.magicLinkLifetime = magicLinkLifetime
    }
}
