extension MagicLinks {
    /// Confirms that the user who consented is the one the account is for: the account gets what was held back and
    /// is active. A wrong identifier changes nothing, so the right one may still come.
    /// - Throws: NOT_FOUND when there is no such request or not any more, PERMISSION_DENIED when the identifier is
    ///   not the account's.
    @discardableResult
    package func verify(authRequestID: String, identifier: String) throws -> ConnectedAccount {
        let now = world.clock.now()
        return try world.write { session in
            guard let (id, held) = try AuthRequestTable.find(authRequestID, in: session),
                var account = try ConnectedAccountTable.find(id, in: session)
            else {
                throw EmulatorError(
                    .notFound, "auth request not found or no longer valid", errorCode: "RESOURCE_NOT_FOUND",
                    hint: "A request is used up by its verification, and by a newer consent for the same account.")
            }
            guard account.identifier == identifier else {
                throw EmulatorError(
                    .permissionDenied, "identifier does not match the connected account of this auth request",
                    hint: "Pass the identifier that the account was created with.")
            }
            account.hold(held)
            account.status = .active
            account.updatedAt = now
            try ConnectedAccountTable.update(account, in: session)
            try AuthRequestTable.delete(of: account.id, in: session)
            return account
        }
    }

    /// Links that wait for somebody, oldest first.
    package func openLinks() throws -> [OpenMagicLink] {
        let now = world.clock.now()
        return try world.store.read { try MagicLinkTable.open(at: now, in: $0) }
    }

    /// Consents that wait for a verification, oldest first.
    package func authRequests() throws -> [AuthRequest] {
        try world.store.read { try AuthRequestTable.all(in: $0) }
    }
}
