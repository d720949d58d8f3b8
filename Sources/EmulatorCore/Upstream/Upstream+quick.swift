extension Upstream {
    /// Whether running a tool is over in microseconds, as far as can be told without looking into the store: an
    /// example of the catalogue that was read before answers it, and no stub asks for a delay.
    package func isQuick(_ tool: String) -> Bool {
        let tools = world.catalogue.tools
        return world.stubCache.isKnownToBeEmpty && world.toolPlaces.isKnownToLack(tool) && tools.hasRead(tool)
            && tools.providerKey(of: tool).flatMap(Simulators.simulator) == nil
    }

    /// Runs a tool that `isQuick`.
    /// - Returns: nil when there are stubs by now, or when a real provider has to be asked; nothing has happened then.
    package func executeQuickly(_ request: ToolCallRequest) throws -> ExecutedTool? {
        do {
            let outcome = try executeHere(request) { session in
                guard try world.stubCache.isEmpty(in: session) else { throw StubsAppeared() }
            }
            return try outcome.result.get()
        } catch is StubsAppeared {
            return nil
        } catch is MustLeave {
            return nil
        }
    }

    private struct StubsAppeared: Error {}
}
