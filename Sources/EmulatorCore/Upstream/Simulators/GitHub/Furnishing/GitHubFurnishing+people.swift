extension GitHubFurnishing {
    /// The account's own user is the one that is marked with `me`; it is made when none is.
    func furnishPeople(_ data: SimulatorData) throws {
        let items = try data.list("users")
        let own = try items.filter { try $0.flag("me") ?? false }
        if own.count > 1 { throw own[1].refusal("only one user can be marked with me") }
        for item in own.isEmpty ? [SimulatorData(["me": true], at: "\(data.path).users")] + items : items {
            let user = try makeUser(item)
            guard try site.users.find(user.documentID) == nil else {
                throw item.refusal("the login \(user.login) is there twice")
            }
            try site.users.save(user)
            if try item.flag("me") ?? false { try site.setMe(user.login) }
        }
    }

    private func makeUser(_ data: SimulatorData) throws -> GitHubUser {
        try data.requireMembers([
            "me", "id", "login", "name", "email", "company", "blog", "location", "bio", "followers", "following",
            "joined",
        ])
        let isMe = try data.flag("me") ?? false
        let email = try data.text("email") ?? (isMe ? site.room.identity : nil)
        let login = try data.text("login") ?? (isMe ? Self.login(email ?? "") : data.required("login").text())
        let joined = try timeText(data.member("joined"), standard: 3 * Self.year)
        return GitHubUser(
            login: try Self.checked(login, data), id: try data.whole("id") ?? number(),
            name: try data.text("name") ?? (isMe ? Self.name(login) : nil), company: try data.text("company"),
            blog: try data.text("blog") ?? "", location: try data.text("location"),
            email: email, bio: try data.text("bio"), followers: try data.whole("followers") ?? 0,
            following: try data.whole("following") ?? 0, createdAt: joined, updatedAt: joined)
    }

    /// `members` says who is in it, and as what; everybody when it is left out, the account's user as its owner.
    func furnishOrganization(_ data: SimulatorData) throws {
        try data.requireMembers([
            "id", "login", "name", "email", "blog", "location", "description", "members", "founded",
        ])
        let login = try data.required("login").text()
        let founded = try timeText(data.member("founded"), standard: 3 * Self.year)
        var organization = GitHubUser(
            login: try Self.checked(login, data), id: try data.whole("id") ?? number(), isOrganization: true,
            name: try data.text("name"), blog: try data.text("blog") ?? "", location: try data.text("location"),
            email: try data.text("email"), bio: try data.text("description"), createdAt: founded, updatedAt: founded)
        guard try site.users.find(organization.documentID) == nil else {
            throw data.refusal("the login \(login) is there twice")
        }
        if let members = try data.member("members")?.entries() {
            for (name, role) in members {
                let login = try user(SimulatorData(.string(name), at: role.path)).login
                organization.members[login] = try role.choice(["admin", "member"]) == "admin" ? .admin : .member
            }
        } else {
            for user in try site.users.all() where !user.isOrganization { organization.members[user.login] = .member }
            organization.members[try site.me().login] = .admin
        }
        try site.users.save(organization)
    }

    /// `ada.lovelace@example.com` is ada-lovelace.
    private static func login(_ address: String) -> String {
        let name = address.prefix { $0 != "@" && $0 != "+" }
        let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "someone" : String(words.joined(separator: "-").prefix(39))
    }

    /// `ada-lovelace` is Ada Lovelace.
    private static func name(_ login: String) -> String {
        login.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    private static func checked(_ login: String, _ data: SimulatorData) throws -> String {
        let isGood =
            (1...39).contains(login.count)
            && login.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } && login.first != "-"
        guard isGood, login != "me" else {
            throw SimulatorData(.null, at: "\(data.path).login").refusal(
                "value must have 1 to 39 letters, digits and dashes, not \(login)")
        }
        return login
    }

    /// An id in the look of those that users have.
    private func number() throws -> Int { 5_800_000 + Int(try site.room.serial()) * 1_009 }
}
