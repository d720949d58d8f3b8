/// `users.settings.sendAs`: the names and addresses that mail can be sent as.
struct GmailSendAs: Equatable {
    var address: String
    var displayName = ""
    var replyTo = ""
    var signature = ""
    var isPrimary = false
    var isDefault = false
    var treatsAsAlias = false
    var isVerified = false

    /// What `From` says.
    var sender: String {
        guard var sender = MIMEAddress(address) else { return address }
        sender.name = displayName
        return sender.text
    }
}

extension GmailSendAs {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(["sendAs": .array(try all(in: call.mailbox).map(\.json))])
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse { .json(try find(call).json) }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let address = try call.text("sendAsEmail").flatMap({ MIMEAddress($0)?.address }) else {
            throw GmailError.invalid("Invalid sendAsEmail")
        }
        let isTaken = try all(in: call.mailbox).contains { $0.address.lowercased() == address.lowercased() }
        guard !isTaken else { throw GmailError.duplicate("SendAs alias already exists") }
        var alias = GmailSendAs(address: address)
        try alias.change(call)
        return .json(try alias.save(in: call.mailbox))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let old = try find(call)
        var alias = GmailSendAs(
            address: old.address, isPrimary: old.isPrimary, isDefault: old.isDefault, isVerified: old.isVerified)
        try alias.change(call)
        return .json(try alias.save(in: call.mailbox))
    }

    /// Changes what is given and leaves the rest.
    static func patch(_ call: SimulatorCall) throws -> UpstreamResponse {
        var alias = try find(call)
        try alias.change(call)
        return .json(try alias.save(in: call.mailbox))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let alias = try find(call)
        guard !alias.isPrimary else { throw GmailError.invalid("Cannot delete the primary send-as alias") }
        let mailbox = call.mailbox
        try documents(mailbox).remove(alias.address.lowercased())
        if alias.isDefault, var primary = try all(in: mailbox).first(where: \.isPrimary) {
            primary.isDefault = true
            _ = try primary.save(in: mailbox)
        }
        return .noContent
    }

    /// The owner of the address would confirm it in a mail; here it is confirmed at once.
    static func verify(_ call: SimulatorCall) throws -> UpstreamResponse {
        var alias = try find(call)
        guard !alias.isVerified else { throw GmailError.precondition("SendAs alias is verified already") }
        alias.isVerified = true
        _ = try alias.save(in: call.mailbox)
        return .noContent
    }

    /// The account's own address first.
    static func all(in mailbox: GmailMailbox) throws -> [GmailSendAs] {
        try documents(mailbox).all().map { GmailSendAs($0.body) }
    }

    /// The entry that every account has.
    static func makePrimary(displayName: String, signature: String, in mailbox: GmailMailbox) throws {
        _ = try GmailSendAs(
            address: mailbox.room.identity, displayName: displayName, signature: signature, isPrimary: true,
            isDefault: true, isVerified: true
        ).save(in: mailbox)
    }

    func save(in mailbox: GmailMailbox) throws -> JSONValue {
        if isDefault {
            for var other in try Self.all(in: mailbox) where other.isDefault && other.address != address {
                other.isDefault = false
                try Self.documents(mailbox).put(other.address.lowercased(), other.json)
            }
        }
        try Self.documents(mailbox).put(address.lowercased(), json)
        return json
    }

    private static func documents(_ mailbox: GmailMailbox) -> SimulatorDocuments { mailbox.room.documents("sendAs") }

    private static func find(_ call: SimulatorCall) throws -> GmailSendAs {
        guard let body = try documents(call.mailbox).get(call["id"].lowercased()) else { throw GmailError.notFound }
        return GmailSendAs(body)
    }

    private mutating func change(_ call: SimulatorCall) throws {
        displayName = try call.text("displayName") ?? displayName
        signature = try call.text("signature") ?? signature
        treatsAsAlias = call[member: "treatAsAlias"]?.bool ?? treatsAsAlias
        if let reply = try call.text("replyToAddress") {
            guard reply.isEmpty || MIMEAddress(reply) != nil else { throw GmailError.invalid("Invalid replyToAddress") }
            replyTo = reply
        }
        // Only ever turned on: another alias becomes the default instead.
        if call[member: "isDefault"] == true { isDefault = true }
    }
}

extension GmailSendAs {
    init(_ body: JSONValue) {
        self.init(
            address: body["sendAsEmail"]?.string ?? "", displayName: body["displayName"]?.string ?? "",
            replyTo: body["replyToAddress"]?.string ?? "", signature: body["signature"]?.string ?? "",
            isPrimary: body["isPrimary"] == true, isDefault: body["isDefault"] == true,
            treatsAsAlias: body["treatAsAlias"] == true, isVerified: body["verificationStatus"] != "pending")
    }

    /// The primary address needs no verification, so it says nothing of one.
    var json: JSONValue {
        .google([
            "sendAsEmail": .string(address), "displayName": .string(displayName), "replyToAddress": .string(replyTo),
            "signature": .string(signature), "isPrimary": isPrimary ? true : nil, "isDefault": isDefault ? true : nil,
            "treatAsAlias": isPrimary ? nil : .bool(treatsAsAlias),
            "verificationStatus": isPrimary ? nil : isVerified ? "accepted" : "pending",
        ])
    }
}
