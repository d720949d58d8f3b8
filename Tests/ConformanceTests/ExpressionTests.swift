import Testing

@testable import EmulatorAPI

/// The CEL expressions of the served contract, and the predicates that stand for them.
struct ExpressionTests {
    @Test func `every expression of the contract has a predicate, and no predicate is left over`() throws {
        let contract = try ServedAPI.contract
        let used = Set(contract.types.flatMap(\.rules).map(\.expression))
        #expect(
            used == [
                "!(has(this.connector) && this.connection_names.size() > 0)",
                "(this.mcp_config_id != '') != (this.key_id != '')",
                "has(this.provider_key) || this.provider != 0",
                "this.provider == 15 ? this.provider_key in ['SCALEKIT'] : true",
                "this.type == 9 ? this.key_id == 'WEBAUTHN' : true",
            ])
        #expect(used == Set(Predicates.expressions))
    }

    @Test func `every override names a field that the contract has`() throws {
        let contract = try ServedAPI.contract
        for rule in Overrides.unenforced {
            #expect(contract.message(rule.message)?.field(named: rule.field) != nil, "\(rule)")
        }
    }

    @Test func `every field that looks like a credential is kept out of errors`() throws {
        let words = ["secret", "password", "token", "api_key", "private_key", "credential", "service_account"]
        let harmless = [
            "page_token", "next_page_token", "prev_page_token", "token_expires_at", "token_uri", "token_auth_type",
            "token_access_type", "token_endpoint_auth_method", "txt_record_secret", "is_org_wide_credential",
            "oauth_token",
            "regenerate_passwordless_credentials_on_resend", "passwordless_config",
        ]
        for type in try ServedAPI.contract.types where type.fullName.hasPrefix("scalekit.v1.con") {
            for field in type.fields where words.contains(where: field.name.contains) {
                #expect(
                    Overrides.secretFields.contains(field.name) || harmless.contains(field.name),
                    "\(type.fullName).\(field.name)")
            }
        }
    }
}
