extension SlackFile {
    /// As `files.info` shows it.
    func wire(in workspace: SlackWorkspace) throws -> JSONValue {
        let team = try workspace.team()
        let places = try shares.compactMap { share in
            try workspace.channels.find(share.channel).map { (share: share, kind: $0.kind) }
        }
        func ids(_ kinds: [SlackChannel.Kind]) -> [String] {
            channels.filter { id in places.contains { $0.share.channel == id && kinds.contains($0.kind) } }
        }
        let base = "https://files.slack.com/files-pri/\(team.id)-\(id)"
        return SlackJSON.object([
            "id": .string(id), "created": SlackJSON.whole(created), "timestamp": SlackJSON.whole(created),
            "name": .string(name), "title": .string(title), "mimetype": .string(SlackFileType.mime(type)),
            "filetype": .string(type), "pretty_type": .string(SlackFileType.name(type)), "user": .string(user),
            "user_team": .string(team.id), "editable": .bool(type == "quip"), "size": SlackJSON.whole(size),
            "mode": type == "quip" ? "quip" : "hosted", "is_external": false, "external_type": "",
            "is_public": .bool(!ids([.publicChannel]).isEmpty), "public_url_shared": .bool(isPublic),
            "display_as_bot": false, "username": "", "url_private": .string("\(base)/\(name)"),
            "url_private_download": .string("\(base)/download/\(name)"),
            "permalink": .string("\(team.url)files/\(user)/\(id)/\(name)"),
            "permalink_public": .string("https://slack-files.com/\(team.id)-\(id)-\(publicSecret)"),
            "comments_count": 0, "is_starred": false,
            "shares": wireShares(places.map { ($0.share, $0.kind == .publicChannel) }),
            "channels": SlackJSON.texts(ids([.publicChannel])),
            "groups": SlackJSON.texts(ids([.privateChannel, .group])),
            "ims": SlackJSON.texts(ids([.direct])), "has_rich_preview": false, "file_access": "visible",
        ])
    }

    private func wireShares(_ places: [(share: Share, isPublic: Bool)]) -> JSONValue {
        func side(_ isPublic: Bool) -> JSONValue? {
            let grouped = Dictionary(grouping: places.filter { $0.isPublic == isPublic }, by: \.share.channel)
            guard !grouped.isEmpty else { return nil }
            return .object(grouped.mapValues { .array($0.map { ["ts": .string($0.share.ts)] }) })
        }
        return SlackJSON.object(["public": side(true), "private": side(false)])
    }

    /// Ten digits that follow from the id.
    private var publicSecret: String { String(id.lowercased().suffix(10)) }
}

/// Kinds of files by their endings.
enum SlackFileType {
    private static let known: [String: (mime: String, name: String)] = [
        "pdf": ("application/pdf", "PDF"), "png": ("image/png", "PNG"), "jpg": ("image/jpeg", "JPEG"),
        "gif": ("image/gif", "GIF"), "csv": ("text/csv", "CSV"), "text": ("text/plain", "Plain Text"),
        "markdown": ("text/markdown", "Markdown"), "json": ("application/json", "JSON"),
        "zip": ("application/zip", "Zip"),
        "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel Spreadsheet"),
        "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
        "mp4": ("video/mp4", "MPEG 4 Video"), "quip": ("application/vnd.slack-docs", "Canvas"),
    ]
    private static let endings = ["jpeg": "jpg", "txt": "text", "md": "markdown", "log": "text"]

    static func mime(_ type: String) -> String { known[type]?.mime ?? "application/octet-stream" }
    static func name(_ type: String) -> String { known[type]?.name ?? "Binary" }

    static func of(_ fileName: String) -> String {
        let parts = fileName.split(separator: ".")
        guard parts.count > 1, let ending = parts.last?.lowercased() else { return "binary" }
        return endings[ending] ?? (known[ending] == nil ? "binary" : ending)
    }
}

extension SlackFile {
    /// The groups that `files.list` and `type:` know.
    var kind: String {
        switch type {
        case "png", "jpg", "gif": "images"
        case "pdf": "pdfs"
        case "zip": "zips"
        case "quip": "canvases"
        default: "all"
        }
    }
}
