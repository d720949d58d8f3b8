import Testing

@testable import EmulatorServer

struct MCPRevisionTests {
    @Test func `revisions are in the order of their dates`() {
        #expect(MCPRevision.allCases == MCPRevision.allCases.sorted())
        #expect(MCPRevision.allCases.filter(\.hasHandshake).max() == .newestWithHandshake)
    }

    @Test func `what each revision has`() {
        #expect(MCPRevision.allCases.filter(\.hasBatches) == [.v2025_03_26])
        #expect(MCPRevision.allCases.filter(\.hasStructuredContent) == [.v2025_06_18, .v2025_11_25, .v2026_07_28])
        #expect(MCPRevision.allCases.filter(\.hasCachingHints) == [.v2026_07_28])
    }

    @Test func `methods by revision`() {
        func served(_ revision: MCPRevision) -> Set<MCPMethod> {
            Set(MCPMethod.allCases.filter { $0.isServed(in: revision) })
        }
        for revision in MCPRevision.allCases where revision.hasHandshake {
            #expect(served(revision) == [.initialize, .ping, .listTools, .callTool])
        }
        #expect(served(.v2026_07_28) == [.discover, .listen, .listTools, .callTool])
    }
}
