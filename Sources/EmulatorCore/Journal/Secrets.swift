/// What must not be shown to everybody who may look at a journal, and has no business in a tool's parameters.
enum Secrets {
    static let mask = "***"

    /// A copy in which secrets are masked: values whose names say so, and texts that look like a credential.
    static func masked(_ value: JSONValue) -> JSONValue { masked(value, isSecret: false) }

    private static func masked(_ value: JSONValue, isSecret: Bool) -> JSONValue {
        switch value {
        case .null, .bool: value
        case .number: isSecret ? .string(mask) : value
        case .string(let text): .string(isSecret && !text.isEmpty ? mask : masked(text))
        case .array(let items): .array(items.map { masked($0, isSecret: isSecret) })
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, member in
                        (name, masked(member, isSecret: isSecret || isName(ofSecret: name, member)))
                    }))
        }
    }

    private static func masked(_ text: String) -> String {
        guard text.utf8.count >= 8 else { return text }
        var shown = text
        for word in words(of: text) where isCredential(word) { shown = shown.replacing(word, with: mask) }
        return shown
    }

    /// Whether a member's name says that its value is secret. `oauth_token` holds an object of which only a part is.
    private static func isName(ofSecret name: String, _ value: JSONValue) -> Bool {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        if allSecret.contains(plain) { return true }
        if value.object != nil { return false }
        return isName(ofSecret: plain)
    }

    /// Objects whose every value is part of a credential.
    private static let allSecret: Set = ["staticauth", "apikeys", "secrets"]

    /// - Parameter plain: in lower case, without separators.
    private static func isName(ofSecret plain: String) -> Bool {
        // Where a list goes on is no secret.
        let isCursor = ["page", "sync", "continuation", "cursor"].contains { plain.contains($0) }
        if plain.hasSuffix("token") || plain.hasSuffix("tokens") { return !isCursor && plain != "maxtokens" }
        return endings.contains { plain.hasSuffix($0) } || plain == "cookie" || plain == "setcookie"
    }

    private static let endings = [
        "secret", "password", "passwd", "passphrase", "apikey", "authorization", "privatekey", "secretkey",
        "accesskey", "credential", "credentials", "bearer",
    ]

    /// The first member, with the way to it, whose name or value is a secret; nil when there is none.
    static func find(in value: JSONValue, at path: String) -> String? {
        switch value {
        case .null, .bool, .number: return nil
        case .string(let text): return words(of: text).contains(where: isCredential) ? path : nil
        case .array(let items):
            return items.indices.lazy.compactMap { find(in: items[$0], at: "\(path)[\($0)]") }.first
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                let isFilled = member.string.map { !$0.isEmpty } ?? (member.object != nil)
                if isFilled, isName(ofSecret: name, member) { return "\(path).\(name)" }
                if let found = find(in: member, at: "\(path).\(name)") { return found }
            }
            return nil
        }
    }

    private static func words(of text: String) -> [Substring] {
        text.split { $0.isWhitespace || "\"'`,;()<>{}=&?/".contains($0) }
    }

    /// Whether a word has the form of a credential that a well-known service gives out.
    private static func isCredential(_ word: Substring) -> Bool {
        guard word.utf8.count >= 20 else { return false }
        if word.hasPrefix("eyJ") { return word.split(separator: ".").count == 3 }
        return prefixes.contains { word.hasPrefix($0) }
    }

    private static let prefixes = [
        "ya29.", "xoxa-", "xoxb-", "xoxp-", "xoxe-", "xoxs-", "xapp-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_",
        "github_pat_", "glpat-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk-ant-", "sk-proj-", "whsec_",
        "AKIA", "ASIA", "lin_api_", "lin_oauth_", "shpat_", "SG.", "npm_", "pypi-", "hf_", "dop_v1_", "secret_",
        "ntn_",
    ]
}
