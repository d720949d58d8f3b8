/// The methods of the Web API that are played, by the name that stands in the URL.
enum SlackMethods {
    typealias Row = (name: String, method: SlackMethod)

    private static let workspace: [Row] = [
        ("api.test", SlackTeam.echo),
        ("auth.test", SlackTeam.authTest),
        ("team.info", SlackTeam.info),
        ("emoji.list", SlackTeam.emoji),
        ("bots.info", SlackUsers.bot),
    ]

    private static let conversations: [Row] = [
        ("conversations.list", SlackChannels.list),
        ("conversations.info", SlackChannels.info),
        ("conversations.create", SlackChannels.create),
        ("conversations.rename", SlackChannels.rename),
        ("conversations.archive", SlackChannels.archive),
        ("conversations.unarchive", SlackChannels.unarchive),
        ("conversations.setTopic", SlackChannels.setTopic),
        ("conversations.setPurpose", SlackChannels.setPurpose),
        ("conversations.mark", SlackChannels.mark),
        ("conversations.members", SlackMembership.members),
        ("conversations.join", SlackMembership.join),
        ("conversations.leave", SlackMembership.leave),
        ("conversations.invite", SlackMembership.invite),
        ("conversations.kick", SlackMembership.kick),
        ("conversations.open", SlackDirectMessages.open),
        ("conversations.close", SlackDirectMessages.close),
        ("conversations.history", SlackHistory.history),
        ("conversations.replies", SlackHistory.replies),
    ]

    private static let messages: [Row] = [
        ("chat.postMessage", SlackPosting.post),
        ("chat.postEphemeral", SlackPosting.postEphemeral),
        ("chat.meMessage", SlackPosting.postMe),
        ("chat.update", SlackEditing.update),
        ("chat.delete", SlackEditing.delete),
        ("chat.unfurl", SlackEditing.unfurl),
        ("chat.getPermalink", SlackEditing.permalink),
        ("chat.scheduleMessage", SlackScheduling.schedule),
        ("chat.deleteScheduledMessage", SlackScheduling.delete),
        ("chat.scheduledMessages.list", SlackScheduling.list),
    ]

    private static let marks: [Row] = [
        ("reactions.add", SlackReactions.add),
        ("reactions.remove", SlackReactions.remove),
        ("reactions.get", SlackReactions.get),
        ("reactions.list", SlackReactions.list),
        ("pins.add", SlackPins.add),
        ("pins.remove", SlackPins.remove),
        ("pins.list", SlackPins.list),
        ("bookmarks.add", SlackBookmarks.add),
        ("bookmarks.edit", SlackBookmarks.edit),
        ("bookmarks.remove", SlackBookmarks.remove),
        ("bookmarks.list", SlackBookmarks.list),
    ]

    private static let people: [Row] = [
        ("users.list", SlackUsers.list),
        ("users.info", SlackUsers.info),
        ("users.lookupByEmail", SlackUsers.lookUp),
        ("users.conversations", SlackUsers.conversations),
        ("users.profile.get", SlackProfiles.get),
        ("users.profile.set", SlackProfiles.set),
        ("users.getPresence", SlackPresence.get),
        ("users.setPresence", SlackPresence.set),
        ("dnd.info", SlackDoNotDisturb.info),
        ("dnd.teamInfo", SlackDoNotDisturb.teamInfo),
        ("dnd.setSnooze", SlackDoNotDisturb.snooze),
        ("dnd.endSnooze", SlackDoNotDisturb.endSnooze),
        ("dnd.endDnd", SlackDoNotDisturb.end),
        ("usergroups.list", SlackUsergroups.list),
        ("usergroups.create", SlackUsergroups.create),
        ("usergroups.update", SlackUsergroups.update),
        ("usergroups.enable", SlackUsergroups.enable),
        ("usergroups.disable", SlackUsergroups.disable),
        ("usergroups.users.list", SlackUsergroups.users),
        ("usergroups.users.update", SlackUsergroups.updateUsers),
    ]

    private static let others: [Row] = [
        ("search.messages", SlackSearch.messages),
        ("search.files", SlackSearch.files),
        ("search.all", SlackSearch.all),
        ("files.list", SlackFiles.list),
        ("files.info", SlackFiles.info),
        ("files.delete", SlackFiles.delete),
        ("files.sharedPublicURL", SlackFiles.share),
        ("files.revokePublicURL", SlackFiles.revoke),
        ("files.getUploadURLExternal", SlackUploads.start),
        ("files.completeUploadExternal", SlackUploads.complete),
        ("canvases.create", SlackUploads.createCanvas),
        ("reminders.add", SlackReminders.add),
        ("reminders.complete", SlackReminders.complete),
        ("reminders.delete", SlackReminders.delete),
        ("reminders.info", SlackReminders.info),
        ("reminders.list", SlackReminders.list),
        ("views.open", SlackViews.open),
        ("views.push", SlackViews.push),
        ("views.publish", SlackViews.publish),
        ("views.update", SlackViews.update),
    ]

    private static let byName = Dictionary(
        uniqueKeysWithValues: (workspace + conversations + messages + marks + people + others).map {
            ($0.name, $0.method)
        })

    static let names = byName.keys.sorted()

    /// Nil for a path that is no method's. `/api` in front may be part of the connection's base URL.
    static func method(at path: String) -> SlackMethod? {
        byName[String(path.dropFirst(path.hasPrefix("/api/") ? 5 : 1))]
    }
}
