import HTTPTypes
import Hummingbird

/// A page that says one thing, and what to do now.
struct MessagePage {
    enum Tone: String { case good, neutral, bad }

    var title: String
    var text: String
    var tone = Tone.neutral
    var status = HTTPResponse.Status.ok
    /// As the documentation calls what went wrong.
    var errorName: String?
    /// What a developer should know or change.
    var hint: String?
    /// Where to go on.
    var link: (label: String, target: String)?
}

extension PageRenderer {
    func message(_ page: MessagePage) throws -> Response {
        try self.page(
            "message",
            [
                "title": page.title, "text": page.text, "tone": page.tone.rawValue,
                "isGood": page.tone == .good, "isBad": page.tone == .bad, "errorName": page.errorName ?? false,
                "hint": page.hint ?? false, "linkLabel": page.link?.label ?? false,
                "linkTarget": page.link?.target ?? "",
            ], status: page.status)
    }
}
