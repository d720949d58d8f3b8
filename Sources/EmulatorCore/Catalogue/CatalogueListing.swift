/// The catalogue for people and scripts at a command line.
package struct CatalogueListing {
    private let catalogue: Catalogue

    package init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The same rows as lines and as JSON.
    package struct Rows {
        fileprivate var lines: [[String]]
        fileprivate var values: [JSONValue]

        /// Columns separated by tabs.
        package var text: String { lines.map { $0.joined(separator: "\t") + "\n" }.joined() }
        package var json: String { String(decoding: JSONText.bytes(.array(values)), as: UTF8.self) }
    }

    /// By slug.
    package var connectors: Rows {
        let providers = catalogue.providers
        return Rows(
            lines: providers.map { provider in
                [provider.slug, types(of: provider).joined(separator: ","), "\(count(provider))", provider.displayName]
            },
            values: providers.map { provider in
                [
                    "slug": .string(provider.slug), "provider": .string(provider.key),
                    "display_name": .string(provider.displayName), "description": .string(provider.description),
                    "categories": .array(provider.categories.map(JSONValue.string)),
                    "base_url": .string(provider.baseURL),
                    "auth_types": .array(types(of: provider).map(JSONValue.string)),
                    "tools": .number(Double(count(provider))),
                ]
            })
    }

    /// By name.
    /// - Parameter name: the provider's slug or key.
    /// - Throws: NOT_FOUND for an unknown provider, with the nearest there is.
    package func tools(ofProvider name: String) throws -> Rows {
        guard let provider = catalogue.provider(named: name) else {
            let near = NearestName.to(name, in: catalogue.providers.map(\.slug))
            throw EmulatorError.notFound(
                "connector", name,
                hint: near.map { "Did you mean \($0)?" } ?? "`scalekit-emulator catalogue list` names them all.")
        }
        let tools = try catalogue.tools.names(ofProvider: provider.key).compactMap {
            try catalogue.tools.tool(named: $0)
        }
        return Rows(
            lines: tools.map { [$0.name, $0.description] },
            values: tools.map { .object($0.definition(provider: provider)) })
    }

    private func types(of provider: Provider) -> [String] { provider.authPatterns.map(\.type.wireName) }

    private func count(_ provider: Provider) -> Int { catalogue.tools.names(ofProvider: provider.key).count }
}
