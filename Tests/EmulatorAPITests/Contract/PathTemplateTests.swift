import EmulatorCore
import Testing

@testable import EmulatorAPI

struct PathTemplateTests {
    @Test func `reads literals, variables and verbs`() throws {
        let template = try PathTemplate("/api/v1/connections/{connection_id}:enable")
        #expect(
            template.segments == [
                .literal("api"), .literal("v1"), .literal("connections"),
                .variable(name: "connection_id", suffix: ":enable"),
            ])
        #expect(template.variables == ["connection_id"])
        #expect(try PathTemplate("/a/{b=*}").segments.last == .variable(name: "b", suffix: ""))
        #expect(try PathTemplate("/a/-:disconnect").segments.last == .literal("-:disconnect"))
        #expect(try PathTemplate("/a/{b.c}/d").variables == ["b.c"])
        #expect(try PathTemplate("/a/**").segments == [.literal("a"), .rest])
    }

    @Test(arguments: [
        "", "a/b", "/", "/a//b", "/a/", "/a/{b", "/a/{}", "/a/{b}c", "/a/{b}:", "/a/*", "/a/{b=**}", "/a/{b=c/*}",
        "/a/**/b", "/a/b}", "/a/{{b}}",
    ])
    func `refuses what it would match wrongly`(text: String) {
        #expect(throws: EmulatorError.self) { try PathTemplate(text) }
    }
}
