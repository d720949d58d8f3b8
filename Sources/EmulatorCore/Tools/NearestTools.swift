/// Finds the tools that somebody who wrote a name that does not exist may have meant.
enum NearestTools {
    /// Words that mean the same in tools' names, so that `fetch_emails` leads to `fetch_mails`.
    private static let synonyms: [String: String] = [
        "email": "mail", "emails": "mail", "mails": "mail", "messages": "message", "issues": "issue",
        "find": "search", "add": "create", "new": "create", "remove": "delete", "edit": "update", "fetch": "list",
        "get": "list", "read": "list", "events": "event", "files": "file", "contacts": "contact", "users": "user",
    ]

    /// Up to three names, the nearest first; none when nothing shares a word with it.
    static func to(_ name: String, in names: [String]) -> [String] {
        let wanted = words(name)
        guard let provider = name.lowercased().split(separator: "_").first else { return [] }
        let scored = names.compactMap { candidate -> (name: String, score: Double)? in
            let has = words(candidate)
            let shared = wanted.intersection(has).count
            guard shared > 0 else { return nil }
            let overlap = Double(shared) / Double(wanted.union(has).count)
            let isSameProvider = candidate.lowercased().hasPrefix("\(provider)_")
            return (candidate, overlap + (isSameProvider ? 1 : 0))
        }
        let best = scored.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
        let least = (best.first?.score ?? 0) * 0.8
        return best.prefix(3).filter { $0.score >= max(0.34, least) }.map(\.name)
    }

    private static func words(_ name: String) -> Set<String> {
        Set(name.lowercased().split { $0 == "_" || $0 == "-" || $0 == " " }.map { synonyms[String($0)] ?? String($0) })
    }
}
