import Foundation

/// Gmail API v1, and of the People API what goes with it: mailboxes that send each other mail inside the environment.
struct GmailSimulator: Simulator {
    let providerKey = "GMAIL"
    let dataName = "gmail"

    func furnish(_ room: SimulatorRoom, with data: JSONValue) throws {
        try GmailFurnishing(mailbox: GmailMailbox(room: room)).furnish(with: data)
    }

    /// Google refuses before it changes anything, and so does everything here: a refusal leaves no trace.
    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse? {
        do {
            if request.baseURL.contains("people.googleapis.com") {
                return try GmailRoutes.people.answer(request, in: room)
            }
            try requireOwnMailbox(request, room)
            return try GmailRoutes.gmail.answer(request, in: room)
        } catch let error as GmailError {
            return error.response
        }
    }

    /// A token opens the mailbox of its own user only.
    private func requireOwnMailbox(_ request: UpstreamRequest, _ room: SimulatorRoom) throws {
        let steps = request.path.split(separator: "/")
        guard let users = steps.firstIndex(of: "users"), steps.indices.contains(users + 1) else { return }
        let user = steps[users + 1].removingPercentEncoding ?? ""
        guard user != "me", user.lowercased() != room.identity.lowercased() else { return }
        throw GmailError.forbidden("Delegation denied for \(room.identity)")
    }
}
