package import struct Foundation.Date

/// A link that lets a person connect an account. It works once.
package struct MagicLink: Sendable, Equatable {
    /// `<uuid>_o`; the path is `/magicLink/<token>`.
    package var token: String
    package var accountID: ConnectedAccountID
    /// Goes back to the caller with the redirect to its verification URL.
    package var state: String?
    /// Where the browser goes to have the user verified.
    package var userVerifyURL: String?
    package var createdAt: Date
    package var expiresAt: Date
    package var consumedAt: Date?
    package var outcome: Outcome?
    /// Who gave the consent at the provider, where a page asked.
    package var consentedAs: String?

    package enum Outcome: String, Sendable, Codable {
        case activated
        case pendingVerification = "pending_verification"
        case denied
        case failed
    }

    package enum State: Sendable, Equatable { case open, expired, used }

    package func state(at now: Date) -> State {
        if consumedAt != nil { return .used }
        return expiresAt <= now ? .expired : .open
    }
}

/// A link with everything that the page behind it shows.
package struct OpenedMagicLink: Sendable {
    package var link: MagicLink
    package var state: MagicLink.State
    package var account: ConnectedAccount
    package var connection: Connection
    /// Nil when the provider is gone.
    package var provider: Provider?
    /// What the consent is for; empty where nothing redirects.
    package var scopes: [AuthPattern.Scope]
    /// The credential form; empty where the provider asks for consent instead.
    package var fields: [CredentialField]
    /// What the account needs besides, whatever the type.
    package var accountFields: [CredentialField]
    /// Whether the credential comes from the provider's own page.
    package var goesToProvider: Bool
    /// Whether the account only records that its user agrees to a credential that is shared.
    package var isConsentOnly: Bool
}

/// A link that can still be used, as lists show it.
package struct OpenMagicLink: Sendable, Equatable {
    package var token: String
    package var accountID: ConnectedAccountID
    package var connector: String
    package var identifier: String
    package var expiresAt: Date
}

/// What came of an approval.
package enum ConsentOutcome: Sendable, Equatable {
    case activated(ConnectedAccount)
    /// The browser goes on to the caller's own verification page.
    case verificationRequired(ConnectedAccount, redirect: String)
    /// The flow ended with an error page; the texts are the documented ones.
    case failed(error: String, description: String)
}

/// A consent whose user the caller's application has still to confirm.
package struct AuthRequest: Sendable, Equatable {
    package var id: String
    package var accountID: ConnectedAccountID
    package var connector: String
    package var identifier: String
    package var createdAt: Date
}
