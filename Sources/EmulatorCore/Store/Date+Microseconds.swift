package import struct Foundation.Date

extension Date {
    /// Whole microseconds since 1970: what the store keeps, and the finest time that anybody sees.
    package var microseconds: Int64 { Int64((timeIntervalSince1970 * 1e6).rounded()) }

    package init(microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1e6)
    }
}
