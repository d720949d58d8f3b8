/// What an operation is called in prose, made from its name.
enum OperationWords {
    /// `GetMagicLinkForConnectedAccount` becomes `Get magic link for connected account`.
    static func summary(_ name: String) -> String {
        let words = split(name)
        let rest = words.dropFirst().map { isAcronym($0) ? $0 : $0.lowercased() }
        return ([words.first ?? ""] + rest).joined(separator: " ")
    }

    /// `scalekit.v1.connected_accounts.ConnectedAccountService` becomes `Connected account`.
    static func title(service: String) -> String {
        let name = service.split(separator: ".").last.map(String.init) ?? service
        return summary(name.hasSuffix("Service") ? String(name.dropLast("Service".count)) : name)
    }

    private static func isAcronym(_ word: String) -> Bool {
        word.count > 1 && word.allSatisfy { $0.isUppercase || $0.isNumber }
    }

    /// A new word starts at a capital behind a small letter, and at the last capital of a run: `ListMCPServers`.
    private static func split(_ name: String) -> [String] {
        var words: [String] = []
        let characters = Array(name)
        for (index, character) in characters.enumerated() {
            let followsSmall = index > 0 && !characters[index - 1].isUppercase
            let leadsSmall = index + 1 < characters.count && characters[index + 1].isLowercase
            if words.isEmpty || (character.isUppercase && (followsSmall || leadsSmall)) { words.append("") }
            words[words.count - 1].append(character)
        }
        return words
    }
}
