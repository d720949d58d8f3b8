import struct Foundation.Data

/// Files and directories, read and written.
enum GitHubContents {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let place = try GitHubPlace(call)
        guard let entry = try place.git.entry(at: call["path"], in: place.commit.tree) else {
            throw GitHubError.notFound
        }
        guard entry.isDirectory else { return try file(call["path"].path, entry, place, call) }
        let folder = call["path"].path
        let entries = try place.git.tree(entry.sha).entries.map { entry in
            try place.json((folder.isEmpty ? "" : folder + "/") + entry.name, entry)
        }
        return .json(.array(entries))
    }

    static func readme(_ call: SimulatorCall) throws -> UpstreamResponse {
        let place = try GitHubPlace(call)
        let folder = call["dir"].path
        guard let tree = try place.git.entry(at: folder, in: place.commit.tree), tree.isDirectory,
            let entry = try place.git.tree(tree.sha).entries.first(where: { isReadme($0.name) && !$0.isDirectory })
        else { throw GitHubError.notFound }
        return try file((folder.isEmpty ? "" : folder + "/") + entry.name, entry, place, call)
    }

    static func put(_ call: SimulatorCall) throws -> UpstreamResponse {
        let body = try call.gitHubBody()
        let message = try body.required("message")
        guard let bytes = MIMEEncoding.strictBase64(try body.required("content")) else {
            throw GitHubError.unprocessable("content is not valid Base64")
        }
        let target = try GitHubTarget(call, body)
        if let present = target.present {
            guard !present.isDirectory else {
                throw GitHubError.unprocessable("\(target.path) is a directory")
            }
            guard let sha = try body.text("sha") else { throw body.missing("sha") }
            try target.require(sha)
        } else if let sha = try body.text("sha") {
            throw GitHubError.conflict("\(target.path) does not match \(sha)")
        }
        let done = try target.commit(bytes, message: message, body)
        let place = GitHubPlace(site: call.site, repository: done.repository, commit: done.commit, ref: target.branch)
        guard let entry = try place.git.entry(at: target.path, in: done.commit.tree) else { throw GitHubError.notFound }
        return .json(
            ["content": try place.json(target.path, entry), "commit": place.writer.plain(done.commit)],
            status: target.present == nil ? 201 : 200)
    }

    /// What identifies the file may stand in the body or in the query.
    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        var members = try call.gitHubBody().members
        for item in call.request.query { members[item.name] = members[item.name] ?? .string(item.value) }
        let body = GitHubBody(members: members)
        let message = try body.required("message")
        let sha = try body.required("sha")
        let target = try GitHubTarget(call, body)
        guard let present = target.present, !present.isDirectory else { throw GitHubError.notFound }
        try target.require(sha)
        let done = try target.commit(nil, message: message, body)
        let writer = GitHubCommitWriter(site: call.site, repository: done.repository)
        return .json(["content": .null, "commit": writer.plain(done.commit)])
    }

    private static func file(_ path: String, _ entry: GitHubTree.Entry, _ place: GitHubPlace, _ call: SimulatorCall)
        throws -> UpstreamResponse
    {
        let bytes = try place.git.blob(entry.sha)
        if call.accepts("raw") {
            return UpstreamResponse(
                body: .bytes(bytes, contentType: "application/vnd.github.raw+json; charset=utf-8"))
        }
        return .json(
            try place.json(path, entry).adding([
                "content": .string(base64(bytes)), "encoding": "base64",
            ]))
    }

    /// In lines of sixty characters.
    static func base64(_ bytes: [UInt8]) -> String {
        let text = Array(Data(bytes).base64EncodedString().utf8)
        return stride(from: 0, to: text.count, by: 60).map { start in
            String(decoding: text[start..<min(start + 60, text.count)], as: UTF8.self) + "\n"
        }.joined()
    }

    private static func isReadme(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "readme" || name.hasPrefix("readme.")
    }
}

extension String {
    /// Without slashes at its ends, and never two of them together.
    fileprivate var path: String { split(separator: "/").joined(separator: "/") }
}
