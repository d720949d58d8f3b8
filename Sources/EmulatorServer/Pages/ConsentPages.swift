import EmulatorCore
import Hummingbird

/// The way of a person through a consent: the link, the provider's page, the callback, the dashboard's sign-in.
struct ConsentPages: Sendable {
    let worlds: Worlds
    let renderer: PageRenderer

    func add(to router: Router<DoorContext>) {
        let replies = ConsentReplies(worlds: worlds, renderer: renderer)
        let secret = FormSecret()
        let provider = ProviderPages(replies: replies, secret: secret)
        let dashboard = DashboardPages(replies: replies, secret: secret)
        MagicLinkPages(replies: replies, secret: secret, provider: provider).add(to: router)
        provider.add(to: router)
        CallbackPages(replies: replies, dashboard: dashboard).add(to: router)
        dashboard.add(to: router)
    }
}
