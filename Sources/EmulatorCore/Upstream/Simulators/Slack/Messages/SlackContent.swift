/// What a message is to say: text, blocks, attachments.
struct SlackContent {
    var text: String
    var blocks: [JSONValue]
    var attachments: [JSONValue]

    /// Longer texts are refused.
    private static let longest = 40_000

    var isEmpty: Bool { text.isEmpty && blocks.isEmpty && attachments.isEmpty }

    init(_ arguments: SlackArguments) throws {
        text = arguments["text"]?.shown ?? ""
        blocks = try Self.list(arguments, "blocks") { block in
            guard block["type"]?.string != nil else { return "missing required field: type" }
            return nil
        }
        attachments = try Self.list(arguments, "attachments") { attachment in
            attachment.object == nil ? "must be an object" : nil
        }
        guard text.count <= Self.longest else { throw SlackRefusal("msg_too_long") }
        guard blocks.count <= 50 else { throw SlackRefusal("msg_blocks_too_long") }
        guard attachments.count <= 100 else { throw SlackRefusal("too_many_attachments") }
    }

    /// - Throws: `no_text` when there is nothing to say.
    func required() throws -> SlackContent {
        guard !isEmpty else { throw SlackRefusal("no_text") }
        return self
    }

    private static func list(
        _ arguments: SlackArguments, _ name: String, _ mistake: (JSONValue) -> String?
    ) throws -> [JSONValue] {
        guard let value = arguments.json(name) else { return [] }
        guard let items = value.array else {
            throw SlackRefusal("invalid_\(name)", ["[ERROR] must be an array [json-pointer:/\(name)]"])
        }
        for (index, item) in items.enumerated() {
            if let mistake = mistake(item) {
                throw SlackRefusal("invalid_\(name)", ["[ERROR] \(mistake) [json-pointer:/\(name)/\(index)]"])
            }
        }
        return items
    }
}
