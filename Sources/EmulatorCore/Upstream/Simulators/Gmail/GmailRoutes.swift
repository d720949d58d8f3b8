/// Everything that is played of Gmail, and of the People API.
enum GmailRoutes {
    typealias Route = (method: String, path: String, handler: SimulatorRoutes.Handler)

    static let gmail = SimulatorRoutes(
        mailbox + messages + threads + labels + drafts + rules + addresses + settings)

    static let people = SimulatorRoutes([
        ("GET", "/v1/people/me/connections", GmailPeople.connections),
        ("GET", "/v1/people:searchContacts", GmailPeople.searchContacts),
        ("GET", "/v1/otherContacts:search", GmailPeople.searchOtherContacts),
        ("GET", "/v1/otherContacts", GmailPeople.otherContacts),
        ("GET", "/v1/people/{person}", GmailPeople.get),
    ])

    private static let user = "/gmail/v1/users/{userId}"
    private static let upload = "/upload/gmail/v1/users/{userId}"

    private static let mailbox: [Route] = [
        ("GET", "\(user)/profile", GmailProfile.get),
        ("POST", "\(user)/watch", GmailProfile.watch),
        ("POST", "\(user)/stop", GmailProfile.stop),
        ("GET", "\(user)/history", GmailHistory.list),
    ]

    private static let messages: [Route] = [
        ("GET", "\(user)/messages", GmailMessages.list),
        ("POST", "\(user)/messages", GmailMessages.insert),
        ("POST", "\(upload)/messages", GmailMessages.insert),
        ("POST", "\(user)/messages/send", GmailMessages.send),
        ("POST", "\(upload)/messages/send", GmailMessages.send),
        ("POST", "\(user)/messages/import", GmailMessages.importMessage),
        ("POST", "\(upload)/messages/import", GmailMessages.importMessage),
        ("POST", "\(user)/messages/batchModify", GmailMessages.batchModify),
        ("POST", "\(user)/messages/batchDelete", GmailMessages.batchDelete),
        ("GET", "\(user)/messages/{id}", GmailMessages.get),
        ("DELETE", "\(user)/messages/{id}", GmailMessages.delete),
        ("POST", "\(user)/messages/{id}/modify", GmailMessages.modify),
        ("POST", "\(user)/messages/{id}/trash", GmailMessages.trash),
        ("POST", "\(user)/messages/{id}/untrash", GmailMessages.untrash),
        ("GET", "\(user)/messages/{messageId}/attachments/{id}", GmailMessages.attachment),
    ]

    private static let threads: [Route] = [
        ("GET", "\(user)/threads", GmailThreads.list),
        ("GET", "\(user)/threads/{id}", GmailThreads.get),
        ("DELETE", "\(user)/threads/{id}", GmailThreads.delete),
        ("POST", "\(user)/threads/{id}/modify", GmailThreads.modify),
        ("POST", "\(user)/threads/{id}/trash", GmailThreads.trash),
        ("POST", "\(user)/threads/{id}/untrash", GmailThreads.untrash),
    ]

    private static let labels: [Route] = [
        ("GET", "\(user)/labels", GmailLabels.list),
        ("POST", "\(user)/labels", GmailLabels.create),
        ("GET", "\(user)/labels/{id}", GmailLabels.get),
        ("PUT", "\(user)/labels/{id}", GmailLabels.update),
        ("PATCH", "\(user)/labels/{id}", GmailLabels.patch),
        ("DELETE", "\(user)/labels/{id}", GmailLabels.delete),
    ]

    private static let drafts: [Route] = [
        ("GET", "\(user)/drafts", GmailDrafts.list),
        ("POST", "\(user)/drafts", GmailDrafts.create),
        ("POST", "\(user)/drafts/send", GmailDrafts.send),
        ("GET", "\(user)/drafts/{id}", GmailDrafts.get),
        ("PUT", "\(user)/drafts/{id}", GmailDrafts.update),
        ("DELETE", "\(user)/drafts/{id}", GmailDrafts.delete),
    ]

    private static let rules: [Route] = [
        ("GET", "\(user)/settings/filters", GmailFilters.list),
        ("POST", "\(user)/settings/filters", GmailFilters.create),
        ("GET", "\(user)/settings/filters/{id}", GmailFilters.get),
        ("DELETE", "\(user)/settings/filters/{id}", GmailFilters.delete),
    ]

    private static let addresses: [Route] = [
        ("GET", "\(user)/settings/forwardingAddresses", GmailAddresses.forwarding.list),
        ("POST", "\(user)/settings/forwardingAddresses", GmailAddresses.forwarding.create),
        ("GET", "\(user)/settings/forwardingAddresses/{id}", GmailAddresses.forwarding.get),
        ("DELETE", "\(user)/settings/forwardingAddresses/{id}", GmailAddresses.forwarding.delete),
        ("GET", "\(user)/settings/delegates", GmailAddresses.delegates.list),
        ("POST", "\(user)/settings/delegates", GmailAddresses.delegates.create),
        ("GET", "\(user)/settings/delegates/{id}", GmailAddresses.delegates.get),
        ("DELETE", "\(user)/settings/delegates/{id}", GmailAddresses.delegates.delete),
        ("GET", "\(user)/settings/sendAs", GmailSendAs.list),
        ("POST", "\(user)/settings/sendAs", GmailSendAs.create),
        ("GET", "\(user)/settings/sendAs/{id}", GmailSendAs.get),
        ("PUT", "\(user)/settings/sendAs/{id}", GmailSendAs.update),
        ("PATCH", "\(user)/settings/sendAs/{id}", GmailSendAs.patch),
        ("DELETE", "\(user)/settings/sendAs/{id}", GmailSendAs.delete),
        ("POST", "\(user)/settings/sendAs/{id}/verify", GmailSendAs.verify),
    ]

    private static let settings: [Route] = [
        ("GET", "\(user)/settings/vacation", GmailSettings.vacation.get),
        ("PUT", "\(user)/settings/vacation", GmailSettings.vacation.update),
        ("GET", "\(user)/settings/autoForwarding", GmailSettings.autoForwarding.get),
        ("PUT", "\(user)/settings/autoForwarding", GmailSettings.autoForwarding.update),
        ("GET", "\(user)/settings/imap", GmailSettings.imap.get),
        ("PUT", "\(user)/settings/imap", GmailSettings.imap.update),
        ("GET", "\(user)/settings/pop", GmailSettings.pop.get),
        ("PUT", "\(user)/settings/pop", GmailSettings.pop.update),
        ("GET", "\(user)/settings/language", GmailSettings.language.get),
        ("PUT", "\(user)/settings/language", GmailSettings.language.update),
    ]
}
