/// `GET /search/issues`: issues and pull requests.
struct GitHubIssueSearch {
    private static let names: Set = [
        "is", "type", "state", "repo", "user", "org", "author", "assignee", "mentions", "commenter", "involves",
        "label", "milestone", "no", "in", "created", "updated", "closed", "merged", "comments", "draft", "head", "base",
        "reason", "review-requested", "reviewed-by", "review", "archived", "language",
    ]

    private struct Entry {
        var repository: GitHubRepository
        var issue: GitHubIssue
        var comments: [GitHubComment]
        var reviews: [GitHubReview]
        var labels: [String]
        var milestone: String?
    }

    private let search: GitHubSearch

    static func answer(_ call: SimulatorCall) throws -> UpstreamResponse {
        let orders = ["comments", "created", "updated", "reactions", "interactions"]
        let search = Self(search: try GitHubSearch(call, names: names, orders: orders))
        let found = try search.entries().filter(search.matches)
        let sorted = search.search.sorted(
            found.sortedStably(descending: false, by: \.issue.createdAt), telling: \.issue.title,
            keys: [
                "comments": \.issue.comments.sortable, "created": \.issue.createdAt, "updated": \.issue.updatedAt,
                "interactions": \.issue.comments.sortable,
            ])
        return try search.search.answer(sorted) { entry in
            try GitHubIssueWriter(call.site, entry.repository).json(entry.issue)
        }
    }

    private func entries() throws -> [Entry] {
        let site = search.site
        return try search.repositories().flatMap { repository -> [Entry] in
            guard search.query.holds("archived", { ($0 == "true") == repository.isArchived }),
                search.query.holds("language", anyOf: true, { $0.lowercased() == repository.language?.lowercased() })
            else { return [] }
            let comments = Dictionary(grouping: try site.comments(in: repository.id).all(), by: \.number)
            let reviews = Dictionary(grouping: try site.reviews(in: repository.id).all(), by: \.number)
            let labels = Dictionary(try site.labels(in: repository.id).all().map { ($0.id, $0.name) }) { $1 }
            let milestones = Dictionary(
                try site.milestones(in: repository.id).all().map { ($0.number, $0.title) }
            ) { $1 }
            return try site.issues(in: repository.id).all().map { issue in
                Entry(
                    repository: repository, issue: issue, comments: comments[issue.number] ?? [],
                    reviews: reviews[issue.number] ?? [], labels: issue.labels.compactMap { labels[$0] },
                    milestone: issue.milestone.flatMap { milestones[$0] })
            }
        }
    }

    private func matches(_ entry: Entry) -> Bool {
        isOfKind(entry) && isAbout(entry) && isOfTime(entry.issue) && isOfPeople(entry) && isPull(entry)
            && search.query.matches(texts(entry))
    }

    private func isOfKind(_ entry: Entry) -> Bool {
        let issue = entry.issue
        func isKind(_ word: String) -> Bool {
            switch word.lowercased() {
            case "issue": issue.pull == nil
            case "pr", "pull-request": issue.pull != nil
            case "open": issue.isOpen
            case "closed": !issue.isOpen
            case "merged": issue.pull?.mergedAt != nil
            case "unmerged": issue.pull != nil && issue.pull?.mergedAt == nil
            case "draft": issue.pull?.isDraft == true
            case "locked": issue.isLocked
            case "unlocked": !issue.isLocked
            case "public", "private": entry.repository.visibility == word.lowercased()
            default: true
            }
        }
        let query = search.query
        return query.holds("is", isKind) && query.holds("state", isKind)
            && query.holds("type") {
                ["issue", "pr"].contains($0) ? isKind($0) : issue.type?.lowercased() == $0.lowercased()
            }
    }

    private func isAbout(_ entry: Entry) -> Bool {
        let (query, issue) = (search.query, entry.issue)
        let labels = Set(entry.labels.map { $0.lowercased() })
        return query.holds("label") { value in
            value.lowercased().split(separator: ",").contains { labels.contains(String($0)) }
        }
            && query.holds("milestone") {
                $0 == "*" ? entry.milestone != nil : $0.lowercased() == entry.milestone?.lowercased()
            }
            && query.holds("reason") { $0.replacing(" ", with: "_") == issue.stateReason }
            && query.holds("no") { value in
                switch value {
                case "label": labels.isEmpty
                case "assignee": issue.assignees.isEmpty
                case "milestone": issue.milestone == nil
                default: true
                }
            } && search.isNumber("comments", issue.comments)
    }

    private func isOfTime(_ issue: GitHubIssue) -> Bool {
        search.isTime("created", issue.createdAt) && search.isTime("updated", issue.updatedAt)
            && search.isTime("closed", issue.closedAt) && search.isTime("merged", issue.pull?.mergedAt)
    }

    private func isOfPeople(_ entry: Entry) -> Bool {
        let issue = entry.issue
        let commenters = entry.comments.map(\.author)
        let texts = ([issue.body ?? ""] + entry.comments.map(\.body)).map { $0.lowercased() }
        func isMentioned(_ value: String) -> Bool {
            texts.contains { $0.contains("@" + search.person(value).lowercased()) }
        }
        let involved = Set(([issue.author] + issue.assignees + commenters).map { $0.lowercased() })
        return search.isPerson("author", [issue.author]) && search.isPerson("assignee", issue.assignees)
            && search.isPerson("commenter", commenters) && search.query.holds("mentions", isMentioned)
            && search.query.holds("involves") { involved.contains(search.person($0).lowercased()) || isMentioned($0) }
            && search.isPerson("reviewed-by", entry.reviews.filter { $0.state != .pending }.map(\.author))
            && search.isPerson("review-requested", issue.pull?.reviewers ?? [])
    }

    private func isPull(_ entry: Entry) -> Bool {
        let (query, pull) = (search.query, entry.issue.pull)
        let verdicts = Dictionary(
            entry.reviews.filter { [.approved, .changesRequested].contains($0.state) }.map { ($0.author, $0.state) }
        ) { $1 }.values
        return query.holds("draft") { ($0 == "true") == (pull?.isDraft ?? false) }
            && query.holds("head") { pull?.head.ref.hasPrefix($0) ?? false }
            && query.holds("base") { pull?.base.ref.hasPrefix($0) ?? false }
            && query.holds("review") { value in
                guard pull != nil else { return false }
                return switch value {
                case "none": entry.reviews.isEmpty
                case "approved": verdicts.contains(.approved) && !verdicts.contains(.changesRequested)
                case "changes_requested": verdicts.contains(.changesRequested)
                case "required": pull?.reviewers.isEmpty == false
                default: true
                }
            }
    }

    private func texts(_ entry: Entry) -> [String] {
        let asked = search.query.values("in").flatMap { $0.split(separator: ",").map(String.init) }
        let places = asked.isEmpty ? ["title", "body", "comments"] : asked
        return places.flatMap { place -> [String] in
            switch place {
            case "title": [entry.issue.title]
            case "body": [entry.issue.body ?? ""]
            case "comments": entry.comments.map(\.body)
            default: []
            }
        }
    }
}
