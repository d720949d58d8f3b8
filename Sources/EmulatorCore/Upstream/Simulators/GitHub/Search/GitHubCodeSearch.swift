/// `GET /search/code`: files of default branches.
enum GitHubCodeSearch {
    private static let names: Set = [
        "repo", "user", "org", "in", "language", "extension", "filename", "path", "size", "fork",
    ]

    private struct Found {
        var repository: GitHubRepository
        var commit: GitHubCommit
        var path: String
        var entry: GitHubTree.Entry
    }

    static func answer(_ call: SimulatorCall) throws -> UpstreamResponse {
        let search = try GitHubSearch(call, names: names, orders: ["indexed"])
        let found = try search.repositories().flatMap { try files(in: $0, search) }
        return try search.answer(found) { file in
            let place = GitHubPlace(
                site: call.site, repository: file.repository, commit: file.commit, ref: file.commit.sha)
            return try place.json(file.path, file.entry).picking([
                "name", "path", "sha", "url", "git_url", "html_url",
            ]).adding(["repository": try call.site.json(file.repository)])
        }
    }

    private static func files(in repository: GitHubRepository, _ search: GitHubSearch) throws -> [Found] {
        let git = search.site.git(of: repository.id)
        guard repository.parent == nil || search.query.values("fork").contains("true"),
            let head = try git.head(of: repository.defaultBranch)
        else { return [] }
        return try git.files(in: head.tree).compactMap { file in
            guard file.entry.kind == "blob", isNamed(file.path, search.query) else { return nil }
            let bytes = try git.blob(file.entry.sha)
            guard search.isNumber("size", bytes.count), isAbout(file.path, bytes, search.query) else { return nil }
            return Found(repository: repository, commit: head, path: file.path, entry: file.entry)
        }
    }

    private static func isNamed(_ path: String, _ query: GitHubQuery) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } : nil
        return query.holds("extension", anyOf: true) { $0.lowercased().drop { $0 == "." } == ending ?? "" }
            && query.holds("filename", anyOf: true) { name.lowercased().contains($0.lowercased()) }
            && query.holds("path", anyOf: true) { value in
                let folder = value.split(separator: "/").joined(separator: "/").lowercased()
                return path.lowercased().hasPrefix(folder + "/") || path.lowercased() == folder
                    || value == "/" && !path.contains("/")
            }
            && query.holds("language", anyOf: true) {
                $0.lowercased() == GitHubLanguages.language(of: path)?.lowercased()
            }
    }

    private static func isAbout(_ path: String, _ bytes: [UInt8], _ query: GitHubQuery) -> Bool {
        let places = query.values("in").flatMap { $0.split(separator: ",") }
        var texts: [String] = []
        if places.isEmpty || places.contains("file") { texts.append(String(decoding: bytes, as: UTF8.self)) }
        if places.contains("path") { texts.append(path) }
        return query.matches(texts)
    }
}
