/// A person, or an organization.
struct GitHubUser: SimulatorValue, Equatable {
    var login: String
    var id: Int
    var isOrganization = false
    var name: String?
    var company: String?
    var blog = ""
    var location: String?
    /// The public one.
    var email: String?
    var bio: String?
    var followers = 0
    var following = 0
    var createdAt: String
    var updatedAt: String
    /// Of an organization: who is in it, by login.
    var members: [String: Role] = [:]

    enum Role: String, Codable {
        case admin
        case member

        /// On every repository of the organization.
        var permission: GitHubPermission { self == .admin ? .admin : .write }
    }

    var documentID: String { login.lowercased() }

    /// What stands in commits: the public address, or the one that GitHub gives to everybody.
    var commitEmail: String { email ?? "\(id)+\(login)@users.noreply.github.com" }

    var signatureName: String { name ?? login }
}

/// What somebody may do with a repository.
enum GitHubPermission: Int, Codable, Comparable {
    case noAccess
    case read
    case triage
    case write
    case maintain
    case admin

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// By the names that the API takes and gives, old ones included.
    init?(_ name: String) {
        switch name {
        case "pull", "read": self = .read
        case "triage": self = .triage
        case "push", "write": self = .write
        case "maintain": self = .maintain
        case "admin": self = .admin
        default: return nil
        }
    }

    var roleName: String {
        switch self {
        case .noAccess: "none"
        case .read: "read"
        case .triage: "triage"
        case .write: "write"
        case .maintain: "maintain"
        case .admin: "admin"
        }
    }

    /// As repositories show it.
    var json: JSONValue {
        [
            "admin": .bool(self >= .admin), "maintain": .bool(self >= .maintain), "push": .bool(self >= .write),
            "triage": .bool(self >= .triage), "pull": .bool(self >= .read),
        ]
    }
}
