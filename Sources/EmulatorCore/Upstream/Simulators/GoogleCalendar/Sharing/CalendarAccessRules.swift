/// `acl`. Only owners see and change who has access.
enum CalendarAccessRules {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let list = CalendarRecordList(call, kind: "calendar#acl", records: call.account.rules(of: calendar.id))
        return try list.response { CalendarAccessRule($0).json }
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let rule = try find(call, in: call.calendar(atLeast: .owner))
        return call.unlessKnown(rule.etag) { rule.json }
    }

    /// Replaces the rule of somebody who has one.
    static func insert(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let body = try call.body()
        let role = try role(in: body)
        let scope = try scope(in: body)
        return .json(try save(scope, role, in: calendar).json)
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let rule = try find(call, in: calendar)
        try call.requireMatch(rule.etag)
        return .json(try save(rule.scope, role(in: call.body()), in: calendar).json)
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let rule = try find(call, in: calendar)
        try call.requireMatch(rule.etag)
        _ = try save(rule.scope, .none, in: calendar)
        return .noContent
    }

    /// - Throws: 403 for the rule of the one who owns the data.
    private static func save(_ scope: CalendarAccessRule.Scope, _ role: CalendarRole, in calendar: CalendarResource)
        throws -> CalendarAccessRule
    {
        let isOwner = scope.type == "user" && scope.value.lowercased() == calendar.dataOwner.lowercased()
        guard !isOwner || role == .owner else {
            throw CalendarError.rule("cannotChangeOwnAcl", "Cannot change your own access level.", status: 403)
        }
        let rules = calendar.account.rules(of: calendar.id)
        let record = CalendarAccessRule.record(scope, role, over: try rules.find(scope.id))
        return CalendarAccessRule(try rules.save(record))
    }

    private static func find(_ call: SimulatorCall, in calendar: CalendarResource) throws -> CalendarAccessRule {
        guard let record = try call.account.rules(of: calendar.id).find(call["ruleId"]), !record.isDeleted else {
            throw CalendarError.notFound
        }
        return CalendarAccessRule(record)
    }

    private static func role(in body: CalendarBody) throws -> CalendarRole {
        let names = CalendarRole.allCases.map(\.rawValue)
        guard let role = try body.text("role", among: names).flatMap(CalendarRole.init) else {
            throw CalendarError.required("Missing role.")
        }
        return role
    }

    private static func scope(in body: CalendarBody) throws -> CalendarAccessRule.Scope {
        let scope = try body.object("scope")
        let types = ["default", "user", "group", "domain"]
        guard let type = try scope?.text("type", among: types) else {
            throw CalendarError.required("Missing scope type.")
        }
        guard type != "default" else { return .init(type: type, value: "") }
        let value = try scope?.text("value")?.trimmed ?? ""
        guard !value.isEmpty else { throw CalendarError.required("Missing scope value.") }
        let isAddress = MIMEAddress(value)?.address == value
        guard type == "domain" ? value.contains(".") && !value.contains("@") : isAddress else {
            throw CalendarError.invalid("Invalid scope value.")
        }
        return .init(type: type, value: value)
    }
}
