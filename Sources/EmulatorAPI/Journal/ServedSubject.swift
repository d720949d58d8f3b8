package import EmulatorCore

/// How the journal reads the requests and answers of an operation: as REST would show them.
package final class ServedSubject: CallSubject {
    let method: Method
    let transcoder: ResponseTranscoder
    /// The field with the account's id; nil where an operation has none, or finds the account itself.
    let accountField: Int?
    /// Whether it runs a tool.
    let runsTool: Bool
    /// The field with the address at which a user is verified; nil for operations that make no link.
    let verifyField: Int?

    init(method: Method, transcoder: ResponseTranscoder) {
        self.method = method
        self.transcoder = transcoder
        let input = method.input
        runsTool = input.field(named: "tool_name") != nil && input.field(named: "params") != nil
        verifyField = input.field(named: "user_verify_url")?.number
        let isOfAccounts = method.service.hasSuffix(".ConnectedAccountService")
        let account = input.field(named: "connected_account_id") ?? (isOfAccounts ? input.field(named: "id") : nil)
        accountField = runsTool ? nil : account?.number
    }

    package func details(of request: [UInt8]) -> CallDetails {
        guard let members = json(request, method.input)?.object else { return CallDetails() }
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { members[$0]?.string }.first { !$0.isEmpty }
        }
        let id = text("connected_account_id") ?? (accountField == nil ? nil : text("id"))
        return CallDetails(
            identifier: text("identifier", "user_identifier"),
            connection: text("connector", "connection_name") ?? onlyName(members["connection_names"]),
            account: id, tool: runsTool ? text("tool_name") : nil,
            parameters: runsTool ? members["params"] ?? .object([:]) : .object(members.filter { !$0.value.isUnset }))
    }

    package func result(of answer: [UInt8]) -> JSONValue? { json(answer, method.output) }

    private func json(_ bytes: [UInt8], _ type: MessageType) -> JSONValue? {
        (try? transcoder.encode(bytes, as: type)).flatMap(JSONText.parse)
    }

    private func onlyName(_ names: JSONValue?) -> String? {
        guard let names = names?.array, names.count == 1 else { return nil }
        return names[0].string
    }
}

extension ServedSubject {
    /// What is known of a call when it comes in, as far as the journal needs it then.
    func notes(of request: [UInt8], in world: World) -> (account: AccountIdentity?, notes: CallNotes?) {
        if runsTool { return (nil, CallNotes()) }
        guard let accountField else { return (nil, nil) }
        let account = WireReader.text(of: accountField, in: request).flatMap(world.identity(ofAccount:))
        guard let verifyField, WireReader.text(of: verifyField, in: request) == nil else { return (account, nil) }
        return (account, CallNotes(verify: world.settings.verify))
    }
}

extension WireReader {
    /// A field of the message itself; nil when it is not there, or empty.
    static func text(of field: Int, in bytes: [UInt8]) -> String? {
        var reader = WireReader(bytes)
        var found: String?
        while let tag = try? reader.tag(), let value = try? reader.value(tag) {
            if tag.number == field, case .bytes(let range) = value {
                found = String(decoding: bytes[range], as: UTF8.self)
            }
        }
        return found.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension JSONValue {
    /// What protobuf cannot tell from a member that was left out.
    fileprivate var isUnset: Bool {
        switch self {
        case .null, .bool(false), .number(0), .string(""): true
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        case .bool, .number, .string: false
        }
    }
}
