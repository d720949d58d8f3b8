/// Sharing files: a URL for the content first, and then the file itself.
enum SlackUploads {
    /// The URL is Slack's file server; nothing that is sent there comes here, and nothing needs to.
    static func start(_ call: SlackCall) throws -> [String: JSONValue] {
        let name = try call.arguments.required("filename")
        guard let length = try call.arguments.number("length") else { throw SlackRefusal.missing("length") }
        guard length > 0 else { throw SlackRefusal.invalid("length", "must be greater than 0") }
        guard length <= 1_073_741_824 else { throw SlackRefusal("file_upload_size_restricted") }
        let workspace = call.workspace
        let file = SlackFile(
            id: try workspace.newID("F"), name: name, title: name, type: SlackFileType.of(name), size: length,
            user: try workspace.me(), created: workspace.now, isPending: true)
        try workspace.files.save(file)
        let secret = try workspace.room.hex(bytes: 24, for: "slack upload")
        return [
            "upload_url": .string("https://files.slack.com/upload/v1/\(secret)"), "file_id": .string(file.id),
        ]
    }

    static func complete(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        var files = try pending(call)
        if let id = arguments.text("channel_id") {
            let channel = try workspace.openChannel(id)
            var message = try SlackPosting.draft(
                SlackContent(text: arguments.text("initial_comment") ?? ""), arguments, in: channel, workspace)
            message.files = files.map(\.id)
            try workspace.post(message, in: channel.id)
            for index in files.indices { files[index].shares = [.init(channel: channel.id, ts: message.id)] }
        }
        for file in files { try workspace.files.save(file) }
        return ["files": .array(try files.map { try $0.wire(in: workspace) })]
    }

    static func createCanvas(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        let content = arguments.json("document_content")
        if let content, content["type"] != "markdown" || content["markdown"]?.string == nil {
            throw SlackRefusal("invalid_arguments", ["[ERROR] document_content needs type markdown and markdown"])
        }
        let channel = try arguments.text("channel_id").map { try workspace.openChannel($0).id }
        let title = arguments.text("title") ?? "Untitled"
        var canvas = SlackFile(
            id: try workspace.newID("F"), name: title.replacing(" ", with: "_"), title: title, type: "quip",
            size: content?["markdown"]?.string?.utf8.count ?? 0, user: try workspace.me(), created: workspace.now)
        if let channel { canvas.shares = [.init(channel: channel, ts: try workspace.stamp().text)] }
        try workspace.files.save(canvas)
        return ["canvas_id": .string(canvas.id)]
    }

    /// The files that the argument names, with the titles that it gives them.
    private static func pending(_ call: SlackCall) throws -> [SlackFile] {
        guard let items = call.arguments.json("files")?.array, !items.isEmpty else {
            throw SlackRefusal.missing("files")
        }
        let me = try call.workspace.me()
        return try items.map { item in
            guard let id = item["id"]?.string else { throw SlackRefusal.missing("files/id") }
            guard var file = try call.workspace.files.find(id), file.isPending, file.user == me else {
                throw SlackRefusal("file_not_found")
            }
            file.isPending = false
            file.title = item["title"]?.string?.unlessEmpty ?? file.title
            return file
        }
    }
}

extension SlackContent {
    init(text: String) {
        self.text = text
        blocks = []
        attachments = []
    }
}
