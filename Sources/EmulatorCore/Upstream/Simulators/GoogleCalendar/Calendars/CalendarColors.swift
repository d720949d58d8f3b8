/// `colors`: the palettes that calendars and events choose from.
enum CalendarColors {
    /// From 1 on.
    static let calendars = [
        "#ac725e", "#d06b64", "#f83a22", "#fa573c", "#ff7537", "#ffad46", "#42d692", "#16a765", "#7bd148", "#b3dc6c",
        "#fbe983", "#fad165", "#92e1c0", "#9fe1e7", "#9fc6e7", "#4986e7", "#9a9cff", "#b99aff", "#c2c2c2", "#cabdbf",
        "#cca6ac", "#f691b2", "#cd74e6", "#a47ae2",
    ]
    /// From 1 on.
    static let events = [
        "#a4bdfc", "#7ae7bf", "#dbadff", "#ff887c", "#fbd75b", "#ffb878", "#46d6db", "#e1e1e1", "#5484ed", "#51b749",
        "#dc2127",
    ]

    static func get(_ call: SimulatorCall) -> UpstreamResponse {
        .json([
            "kind": "calendar#colors", "updated": "2012-02-14T00:00:00.000Z", "calendar": json(calendars),
            "event": json(events),
        ])
    }

    /// - Throws: 400 for an id that is not in the palette.
    static func background(_ id: String, in palette: [String]) throws -> String {
        guard let number = Int(id), palette.indices.contains(number - 1) else {
            throw CalendarError.invalid("Invalid color id: \(id)")
        }
        return palette[number - 1]
    }

    private static func json(_ palette: [String]) -> JSONValue {
        let entries = palette.enumerated().map { index, color -> (String, JSONValue) in
            ("\(index + 1)", ["background": .string(color), "foreground": "#1d1d1d"])
        }
        return .object(Dictionary(uniqueKeysWithValues: entries))
    }
}
