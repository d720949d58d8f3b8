/// When an event starts or ends: a whole day, or an instant with the zone that it was made in.
enum CalendarMoment: Equatable {
    case day(CalendarDay)
    /// Seconds since 1970.
    case time(Int64, zone: String)

    var isDay: Bool { if case .day = self { true } else { false } }

    /// When that is, in seconds since 1970.
    /// - Parameter zone: where days are meant to begin.
    func instant(in zone: CalendarZone) -> Int64 {
        switch self {
        case .day(let day): zone.start(of: day)
        case .time(let instant, _): instant
        }
    }

    /// The zone in which the event repeats; nil for days and for zones that are not known any more.
    var zone: CalendarZone? { if case .time(_, let name) = self { CalendarZone(name) } else { nil } }

    /// What stands behind the underscore in the id of an instance.
    var stamp: String {
        switch self {
        case .day(let day): day.text.replacing("-", with: "")
        case .time(let instant, _):
            CalendarTimeText.local(instant).replacing("-", with: "").replacing(":", with: "") + "Z"
        }
    }

    /// As Google answers with it.
    /// - Parameter shown: the zone of the answer, which decides the offset.
    func json(in shown: CalendarZone) -> JSONValue {
        switch self {
        case .day(let day): ["date": .string(day.text)]
        case .time(let instant, let zone): ["dateTime": .string(shown.text(instant)), "timeZone": .string(zone)]
        }
    }
}

extension CalendarMoment {
    /// As it is kept.
    init?(kept: JSONValue?) {
        guard let kept else { return nil }
        if let number = kept["day"]?.number {
            self = .day(CalendarDay(number: Int(number)))
        } else if let seconds = kept["seconds"]?.number, let zone = kept["zone"]?.string {
            self = .time(Int64(seconds), zone: zone)
        } else {
            return nil
        }
    }

    var kept: JSONValue {
        switch self {
        case .day(let day): ["day": .int(day.number)]
        case .time(let instant, let zone): ["seconds": .number(Double(instant)), "zone": .string(zone)]
        }
    }

    /// From a request.
    /// - Parameters:
    ///   - word: `start` or `end`, for refusals.
    ///   - standard: the zone of a time that names none.
    ///   - needsZone: whether it has to name one, as events that repeat have to.
    init(_ body: CalendarBody, _ word: String, standard: CalendarZone, needsZone: Bool) throws {
        let zoneName = try body.text("timeZone")
        let zone = zoneName.flatMap { CalendarZone($0) }
        guard zoneName == nil || zone != nil else {
            throw CalendarError.invalid("Invalid time zone definition for \(word) time.")
        }
        switch (try body.text("date"), try body.text("dateTime")) {
        case (let date?, nil):
            guard let day = CalendarDay(date) else { throw CalendarError.invalid("Invalid \(word) time.") }
            self = .day(day)
        case (nil, let text?):
            guard let reading = CalendarTimeText.reading(text) else {
                throw CalendarError.invalid("Invalid value for: Invalid format: \"\(text)\"")
            }
            guard zone != nil || reading.offset != nil && !needsZone else {
                throw CalendarError.required("Missing time zone definition for \(word) time.")
            }
            let named = zone ?? standard
            self = .time(reading.instant ?? named.instant(of: reading.local), zone: named.name)
        case (nil, nil): throw CalendarError.required("Missing \(word) time.")
        default: throw CalendarError.invalid("Invalid \(word) time.")
        }
    }
}
