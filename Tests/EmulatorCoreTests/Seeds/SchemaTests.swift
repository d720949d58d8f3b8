import Foundation
import Testing

@testable import EmulatorCore

/// The schemas are for editors and the readers are for the emulator; here they are held together.
@Suite struct SchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../fixtures")

    private func json(_ path: String) throws -> JSONValue {
        try YAMLFile(path: Self.folder.appending(path: path).path).read { $0.json() }
    }

    private func keys(_ key: (some YAMLKeys).Type) -> Set<String> {
        Set(key.allCases.map(\.rawValue))
    }

    private func properties(_ schema: JSONValue) -> [String: Set<String>] {
        (schema["$defs"]?.object ?? [:]).mapValues { Set(($0["properties"]?.object ?? [:]).keys) }
    }

    private func choices(_ schema: JSONValue, _ definition: String, _ property: String) -> Set<String> {
        let values = schema["$defs"]?[definition]?["properties"]?[property]?["enum"]?.array ?? []
        return Set(values.compactMap(\.string))
    }

    @Test func `the seed's schema and its reader know the same keys`() throws {
        #expect(
            properties(try json("seeds/seed.schema.json")) == [
                "seed": keys(Seed.Key.self), "client": keys(Seed.Client.Key.self),
                "settings": keys(Seed.Settings.Key.self),
                "custom_provider": keys(Seed.CustomProvider.Key.self), "connection": keys(Seed.Connection.Key.self),
                "account": keys(Seed.Account.Key.self), "credentials": keys(Credentials.Key.self),
                "oauth_token": keys(Credentials.OAuthTokenKey.self), "google_dwd": keys(Credentials.GoogleDWDKey.self),
                "trusted_idp": keys(Credentials.TrustedIDPKey.self), "stub": keys(Stub.Key.self),
                "stub_proxy": keys(Stub.Match.ProxyKey.self), "stub_answer": keys(Stub.Answer.Key.self),
                "stub_error": keys(Stub.Answer.ErrorKey.self), "mcp_config": keys(Seed.MCPConfig.Key.self),
                "mcp_mapping": keys(Seed.MCPConfig.MappingKey.self), "mcp_instance": keys(Seed.MCPInstance.Key.self),
                "fault": keys(Fault.Key.self),
                "fault_error": keys(Fault.Effect.ErrorKey.self),
                "fault_tool_error": keys(Fault.Effect.ToolErrorKey.self),
                "fault_rate_limited": keys(Fault.Effect.RateLimitedKey.self),
                "fault_latency": keys(Fault.Latency.Key.self), "fault_truncate": ["after"],
                "rate_limit": keys(RateLimit.Key.self),
            ])
    }

    @Test func `the seed's schema and its reader know the same words`() throws {
        let schema = try json("seeds/seed.schema.json")
        #expect(choices(schema, "settings", "consent") == Set(ConsentMode.allCases.map(\.rawValue)))
        #expect(choices(schema, "settings", "verify") == Set(VerifyMode.allCases.map(\.rawValue)))
        #expect(choices(schema, "connection", "type") == Set(AuthPattern.types.map(\.wireName)))
        #expect(choices(schema, "connection", "auth_mode") == Set(Seed.Connection.authModes.map(\.0)))
        #expect(choices(schema, "fault", "door") == Set(Door.allCases.map(\.rawValue)))
        #expect(choices(schema, "fault_error", "code") == Set(EmulatorError.Code.allCases.map(\.name)))
        #expect(choices(schema, "rate_limit", "by") == Set(RateLimit.Counting.allCases.map(\.rawValue)))
        #expect(choices(schema, "account", "refresh") == ["works", "fails"])
        #expect(choices(schema, "account", "status") == Set(ConnectorStatus.allCases.map(\.wireName)))
    }

    @Test func `the catalogue's schema and its reader know the same keys and words`() throws {
        let schema = try json("catalogue/catalogue.schema.json")
        #expect(
            properties(schema) == [
                "provider": keys(Provider.Key.self), "auth_pattern": keys(AuthPattern.Key.self),
                "oauth": keys(AuthPattern.OAuth.Key.self), "scope": keys(AuthPattern.Scope.Key.self),
                "field": keys(CredentialField.Key.self), "option": keys(CredentialField.Option.Key.self),
                "tokens": keys(AuthPattern.TokenShape.Key.self), "mutation": keys(AuthPattern.FieldMutation.Key.self),
                "tool": keys(Tool.Key.self), "input": keys(ToolInput.Key.self), "request": keys(ToolRequest.Key.self),
            ])
        #expect(choices(schema, "request", "builder") == Set(RequestBuilder.allCases.map(\.rawValue)))
        #expect(choices(schema, "request", "method") == Set(ToolRequest.methods))
        #expect(choices(schema, "request", "encoding") == Set(ToolRequest.encodings.map(\.0)))
        let annotations = schema["$defs"]?["tool"]?["properties"]?["annotations"]?["items"]?["enum"]?.array ?? []
        #expect(Set(annotations.compactMap(\.string)) == Set(Tool.Annotations.words.map(\.0)))
        #expect(choices(schema, "auth_pattern", "type") == Set(AuthPattern.types.map(\.wireName)))
        #expect(choices(schema, "field", "input_type") == Set(CredentialField.inputTypes.map(\.rawValue)))
    }

    @Test(arguments: ["seeds/seed.schema.json", "catalogue/catalogue.schema.json"])
    func `everything in a schema is described and closed`(path: String) throws {
        for (name, definition) in try json(path)["$defs"]?.object ?? [:] {
            #expect(definition["additionalProperties"] == false, "\(name)")
            #expect(definition["description"]?.string?.isEmpty == false, "\(name)")
            for (property, schema) in definition["properties"]?.object ?? [:] {
                #expect(schema["description"] != nil || schema["$ref"] != nil, "\(name).\(property)")
            }
        }
    }

    @Test func `the demo shows every key of the schema`() throws {
        let schema = try json("seeds/seed.schema.json")
        var used: Set<String> = []
        note(try json("seeds/demo.yaml"), as: "seed", in: schema, &used)
        let all = properties(schema).flatMap { name, keys in keys.map { "\(name).\($0)" } }
        #expect(Set(all).subtracting(used) == [])
    }

    /// Notes which keys of which definitions an instance uses, following references and lists.
    private func note(_ value: JSONValue, as name: String, in schema: JSONValue, _ used: inout Set<String>) {
        let properties = schema["$defs"]?[name]?["properties"]
        for (key, child) in value.object ?? [:] {
            used.insert("\(name).\(key)")
            let property = properties?[key]
            let either = property?["anyOf"]?.array?.lazy.compactMap { $0["$ref"] }.first
            guard let reference = (property?["$ref"] ?? property?["items"]?["$ref"] ?? either)?.string else {
                continue
            }
            let target = reference.replacing("#/$defs/", with: "")
            for item in child.array ?? [child] { note(item, as: target, in: schema, &used) }
        }
    }
}
