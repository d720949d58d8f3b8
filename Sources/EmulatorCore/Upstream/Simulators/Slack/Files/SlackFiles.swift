/// Files that were shared.
enum SlackFiles {
    /// What the account may see: its own files, and those of conversations that it sees. The newest first.
    static func visible(_ workspace: SlackWorkspace) throws -> [SlackFile] {
        let channels = Set(try workspace.visibleChannels().map(\.id))
        let me = try workspace.me()
        return try workspace.files.all()
            .filter { !$0.isPending && ($0.user == me || $0.channels.contains(where: channels.contains)) }
            .sorted { $0.created > $1.created }
    }

    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let arguments = call.arguments
        let channel = try arguments.text("channel").map { try call.workspace.channel($0).id }
        let user = try arguments.text("user").map { try call.workspace.user($0).id }
        let oldest = try end(arguments, "ts_from")
        let latest = try end(arguments, "ts_to")
        let types = Set(arguments.list("types")).subtracting(["all"])
        let files = try visible(call.workspace).filter { file in
            channel.map(file.channels.contains) ?? true && user.map { $0 == file.user } ?? true
                && (types.isEmpty || types.contains(file.kind) || types.contains(file.type))
                && oldest ?? .min <= file.created && file.created <= latest ?? .max
        }
        let pages = try SlackPageNumbers(arguments, standard: 100, most: 1_000)
        return [
            "files": .array(try pages.slice(files).map { try $0.wire(in: call.workspace) }),
            "paging": pages.paging(total: files.count),
        ]
    }

    static func info(_ call: SlackCall) throws -> [String: JSONValue] {
        ["file": try file(call).wire(in: call.workspace), "comments": [], "response_metadata": ["next_cursor": ""]]
    }

    /// Messages keep a gap in its place.
    static func delete(_ call: SlackCall) throws -> [String: JSONValue] {
        let file = try file(call)
        let user = try call.workspace.myself()
        guard file.user == user.id || user.isAdmin else { throw SlackRefusal("cant_delete_file") }
        try call.workspace.files.remove(file.id)
        return [:]
    }

    static func share(_ call: SlackCall) throws -> [String: JSONValue] {
        let file = try file(call)
        guard !file.isPublic else { throw SlackRefusal("already_public") }
        return ["file": try changed(file, isPublic: true, call)]
    }

    static func revoke(_ call: SlackCall) throws -> [String: JSONValue] {
        ["file": try changed(file(call), isPublic: false, call)]
    }

    private static func changed(_ file: SlackFile, isPublic: Bool, _ call: SlackCall) throws -> JSONValue {
        var file = file
        file.isPublic = isPublic
        try call.workspace.files.save(file)
        return try file.wire(in: call.workspace)
    }

    private static func file(_ call: SlackCall) throws -> SlackFile {
        let id = try call.arguments.required("file", else: "file_not_found")
        guard let file = try visible(call.workspace).first(where: { $0.id == id }) else {
            throw SlackRefusal("file_not_found")
        }
        return file
    }

    private static func end(_ arguments: SlackArguments, _ name: String) throws -> Int? {
        guard let text = arguments.text(name), text != "now" else { return nil }
        guard let stamp = SlackTimestamp(text) else { throw SlackRefusal.invalid(name, "must be a timestamp") }
        return stamp.seconds
    }
}
