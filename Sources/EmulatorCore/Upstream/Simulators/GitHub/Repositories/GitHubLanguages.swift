/// Languages, by the endings of file names.
enum GitHubLanguages {
    private static let byEnding = [
        "ts": "TypeScript", "tsx": "TypeScript", "js": "JavaScript", "mjs": "JavaScript", "jsx": "JavaScript",
        "go": "Go", "py": "Python", "rb": "Ruby", "rs": "Rust", "java": "Java", "kt": "Kotlin", "swift": "Swift",
        "c": "C", "h": "C", "cpp": "C++", "cs": "C#", "php": "PHP", "sh": "Shell", "bash": "Shell", "zsh": "Shell",
        "html": "HTML", "css": "CSS", "scss": "SCSS", "vue": "Vue", "lua": "Lua", "dart": "Dart", "scala": "Scala",
    ]

    static func language(of path: String) -> String? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name == "Makefile" { return "Makefile" }
        if name == "Dockerfile" { return "Dockerfile" }
        return name.split(separator: ".").last.flatMap { byEnding[$0.lowercased()] }
    }

    static func bytes(of git: GitHubGit, branch: String) throws -> [String: Int] {
        guard let head = try git.head(of: branch) else { return [:] }
        return try git.files(in: head.tree).reduce(into: [:]) { bytes, file in
            guard let language = language(of: file.path) else { return }
            bytes[language, default: 0] += try git.blob(file.entry.sha).count
        }
    }

    /// The one that most of it is written in.
    static func main(of git: GitHubGit, branch: String) throws -> String? {
        try bytes(of: git, branch: branch).max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
