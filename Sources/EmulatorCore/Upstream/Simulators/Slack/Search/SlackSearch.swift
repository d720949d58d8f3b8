/// Searching what the account may see.
enum SlackSearch {
    static func messages(_ call: SlackCall) throws -> [String: JSONValue] {
        let query = try query(call)
        return ["query": .string(query.text), "messages": try foundMessages(query.parsed, call)]
    }

    static func files(_ call: SlackCall) throws -> [String: JSONValue] {
        let query = try query(call)
        return ["query": .string(query.text), "files": try foundFiles(query.parsed, call)]
    }

    static func all(_ call: SlackCall) throws -> [String: JSONValue] {
        let query = try query(call)
        return [
            "query": .string(query.text), "messages": try foundMessages(query.parsed, call),
            "files": try foundFiles(query.parsed, call),
            "posts": ["matches": [], "total": 0],
        ]
    }

    /// `today` and `yesterday` become dates.
    private static func query(_ call: SlackCall) throws -> (text: String, parsed: SlackQuery) {
        let text = try call.arguments.required("query", else: "no_query")
        var dated = text
        for (word, age) in [("today", 0), ("yesterday", 1)] {
            let stamp = SlackTimestamp(microseconds: Int64(call.workspace.now - age * 86_400) * 1_000_000)
            dated = dated.replacing(":\(word)", with: ":\(stamp.date.rfc3339.prefix(10))")
        }
        return (text, SlackQuery(dated))
    }

    private static func foundMessages(_ query: SlackQuery, _ call: SlackCall) throws -> JSONValue {
        let workspace = call.workspace
        let filters = try SlackFilters(query, workspace)
        var found: [(message: SlackMessage, channel: SlackChannel, score: Int)] = []
        for channel in try workspace.visibleChannels() {
            for message in try workspace.messages(in: channel.id).all()
            where !message.isTombstone && filters.admit(message, in: channel) {
                guard let score = query.score(of: message.searchedText) else { continue }
                found.append((message, channel, score))
            }
        }
        let pages = try SlackPageNumbers(call.arguments, standard: 20, most: 100)
        let order = try SlackOrder(call.arguments)
        found.sort { order.isBefore(($0.score, $0.message.stamp), ($1.score, $1.message.stamp)) }
        let marked = call.arguments.flag("highlight") ? query.highlighted : []
        let matches = try pages.slice(found).map {
            try match($0.message, $0.channel, score: $0.score, marked: marked, workspace)
        }
        return Self.page(matches, pages, total: found.count)
    }

    private static func foundFiles(_ query: SlackQuery, _ call: SlackCall) throws -> JSONValue {
        let workspace = call.workspace
        let filters = try SlackFilters(query, workspace)
        let channels = try workspace.visibleChannels()
        var found = try SlackFiles.visible(workspace).compactMap { file -> (file: SlackFile, score: Int)? in
            let places = channels.filter { file.channels.contains($0.id) }
            guard filters.admit(file, in: places) else { return nil }
            return query.score(of: "\(file.title) \(file.name)").map { (file, $0) }
        }
        let pages = try SlackPageNumbers(call.arguments, standard: 20, most: 100)
        let order = try SlackOrder(call.arguments)
        found.sort { order.isBefore(($0.score, $0.file.stamp), ($1.score, $1.file.stamp)) }
        return Self.page(try pages.slice(found).map { try $0.file.wire(in: workspace) }, pages, total: found.count)
    }

    private static func page(_ matches: [JSONValue], _ pages: SlackPageNumbers, total: Int) -> JSONValue {
        [
            "total": SlackJSON.whole(total), "pagination": pages.pagination(total: total),
            "paging": pages.paging(total: total), "matches": .array(matches),
        ]
    }

    private static func match(
        _ message: SlackMessage, _ channel: SlackChannel, score: Int, marked: [String], _ workspace: SlackWorkspace
    ) throws -> JSONValue {
        let team = try workspace.team()
        let name = channel.kind == .direct ? channel.peer(of: team.me) : channel.name
        return SlackJSON.object([
            "iid": .string("\(channel.id)-\(message.id)"), "team": .string(team.id), "type": "message",
            "score": SlackJSON.whole(score), "user": .string(message.user),
            "username": .string(try workspace.users.find(message.user)?.name ?? ""), "ts": .string(message.id),
            "text": .string(SlackMarks.marked(message.text, marked)),
            "permalink": .string(try workspace.permalink(message, in: channel.id)),
            "blocks": SlackJSON.ifAny(message.blocks), "attachments": SlackJSON.ifAny(message.attachments),
            "channel": [
                "id": .string(channel.id), "name": .string(name),
                "is_channel": .bool(channel.kind == .publicChannel),
                "is_group": .bool(channel.kind == .privateChannel), "is_im": .bool(channel.kind == .direct),
                "is_mpim": .bool(channel.kind == .group), "is_private": .bool(channel.kind != .publicChannel),
                "is_shared": false, "is_org_shared": false, "is_ext_shared": false, "pending_shared": [],
            ],
        ])
    }
}

/// By score, which is the default, or by time; the newest and best first unless `sort_dir` says `asc`.
struct SlackOrder {
    private let isByTime: Bool
    private let isAscending: Bool

    init(_ arguments: SlackArguments) throws {
        isByTime = arguments.text("sort") == "timestamp"
        isAscending = arguments.text("sort_dir") == "asc"
    }

    func isBefore(_ left: (score: Int, stamp: SlackTimestamp), _ right: (score: Int, stamp: SlackTimestamp)) -> Bool {
        let (first, second) = isAscending ? (left, right) : (right, left)
        if !isByTime, first.score != second.score { return first.score < second.score }
        return first.stamp < second.stamp
    }
}

/// Marks the words that were looked for, as Slack does: between two characters of the private area.
enum SlackMarks {
    static func marked(_ text: String, _ words: [String]) -> String {
        let lower = text.lowercased()
        // Where lower case changes the length, places in one text are none in the other.
        guard lower.count == text.count else { return text }
        let characters = Array(text)
        var isMarked = Array(repeating: false, count: characters.count)
        for word in words where !word.isEmpty {
            for range in lower.ranges(of: word) {
                let start = lower.distance(from: lower.startIndex, to: range.lowerBound)
                for place in start..<start + word.count { isMarked[place] = true }
            }
        }
        var result = ""
        for (place, character) in characters.enumerated() {
            let wasMarked = place > 0 && isMarked[place - 1]
            if isMarked[place] != wasMarked { result += isMarked[place] ? "\u{E000}" : "\u{E001}" }
            result.append(character)
        }
        return isMarked.last == true ? result + "\u{E001}" : result
    }
}

extension SlackMessage {
    fileprivate var searchedText: String {
        let parts = attachments.flatMap { attachment in
            ["title", "text", "fallback"].compactMap { attachment[$0]?.string }
        }
        return ([text] + parts).joined(separator: " ")
    }
}
