extension Seed.CustomProvider {
    /// Makes the provider; one that is there is left alone.
    func apply(to world: World) throws {
        try world.providers.change { session, directory in
            guard directory.record(key: key) == nil else { return }
            _ = try world.providers.save(record, in: session)
        }
    }
}
