import EmulatorCore
package import SwiftProtobuf

package import struct Foundation.Date

extension Google_Protobuf_Timestamp {
    /// In whole microseconds, as the environment's clock has them.
    package init(_ date: Date) {
        let microseconds = date.microseconds
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        // Nanoseconds count forward, before 1970 too.
        self.init(
            seconds: remainder < 0 ? quotient - 1 : quotient,
            nanos: Int32(remainder < 0 ? remainder + 1_000_000 : remainder) * 1000)
    }

    /// Cut to whole microseconds.
    package var date: Date { Date(microseconds: seconds * 1_000_000 + Int64(nanos) / 1_000) }
}
