/// Settings as they are sent when a repository is made or changed.
struct GitHubRepositorySettings {
    private let body: GitHubBody

    init(_ body: GitHubBody) { self.body = body }

    func apply(to repository: inout GitHubRepository) throws {
        if body.has("description") { repository.description = try body.text("description") }
        if body.has("homepage") { repository.homepage = try body.text("homepage") }
        if let visibility = try body.choice("visibility", ["public", "private", "internal"]) {
            repository.isPrivate = visibility != "public"
        }
        try set("private", &repository.isPrivate)
        try set("is_template", &repository.isTemplate)
        try set("has_issues", &repository.features.issues)
        try set("has_projects", &repository.features.projects)
        try set("has_wiki", &repository.features.wiki)
        try set("has_discussions", &repository.features.discussions)
        try set("allow_squash_merge", &repository.merging.squash)
        try set("allow_merge_commit", &repository.merging.merge)
        try set("allow_rebase_merge", &repository.merging.rebase)
        try set("allow_auto_merge", &repository.merging.auto)
        try set("allow_update_branch", &repository.merging.updatesBranch)
        try set("delete_branch_on_merge", &repository.merging.deletesBranch)
        try set("allow_forking", &repository.merging.allowsForks)
        guard repository.merging.squash || repository.merging.merge || repository.merging.rebase else {
            throw GitHubError.custom(
                "Repository", "Sorry, you need to allow at least one merge strategy. (no_merge_method)",
                field: "merge_commit_allowed")
        }
    }

    private func set(_ name: String, _ flag: inout Bool) throws {
        if let value = try body.flag(name) { flag = value }
    }
}
