import Synchronization

package import struct Foundation.Date

/// An environment's time. It runs with the real clock, ahead of it or behind it, or stands still.
/// Every expiry is judged by it. It is kept with the environment.
package final class WorldClock: Sendable {
    /// In microseconds.
    package struct Setting: Sendable, Equatable {
        /// How far ahead of the real clock.
        package var offset: Int64
        /// Where it stands still; nil when it runs.
        package var frozenAt: Int64?

        package static let real = Setting(offset: 0, frozenAt: nil)
    }

    private let setting: Mutex<Setting>
    /// Held while a change is written down. Apart from `setting`, so that telling the time never waits for a disk.
    private let changes = Mutex(())
    private let persist: @Sendable (Setting) throws -> Void

    package init(_ setting: Setting = .real, persist: @escaping @Sendable (Setting) throws -> Void = { _ in }) {
        self.setting = Mutex(setting)
        self.persist = persist
    }

    /// In whole microseconds.
    package func now() -> Date { Date(microseconds: time(setting.withLock { $0 })) }

    package var isFrozen: Bool { setting.withLock { $0.frozenAt != nil } }

    /// Stands still, now or at the given time.
    package func freeze(at date: Date? = nil) throws {
        let instant = try date.map(Self.instant)
        try change { $0.frozenAt = instant ?? time($0) }
    }

    /// Jumps to a time; it goes on from there if it ran before.
    package func set(_ date: Date) throws {
        let instant = try Self.instant(date)
        try change { setting in
            if setting.frozenAt != nil {
                setting.frozenAt = instant
            } else {
                setting.offset = instant - realTime()
            }
        }
    }

    /// - Parameter seconds: negative to go back.
    package func advance(by seconds: Double) throws {
        try set(now().addingTimeInterval(seconds))
    }

    /// Runs on from the time it shows.
    package func resume() throws {
        try change { setting in
            setting.offset = time(setting) - realTime()
            setting.frozenAt = nil
        }
    }

    /// Shows the real time again.
    package func reset() throws {
        try change { $0 = .real }
    }

    private func change(_ edit: (inout Setting) -> Void) throws {
        try changes.withLock { _ in
            var next = setting.withLock { $0 }
            edit(&next)
            try persist(next)
            setting.withLock { $0 = next }
        }
    }

    private func time(_ setting: Setting) -> Int64 { setting.frozenAt ?? realTime() + setting.offset }

    private func realTime() -> Int64 { Date().microseconds }

    /// Only years that a protobuf timestamp can say.
    private static func instant(_ date: Date) throws -> Int64 {
        let seconds = date.timeIntervalSince1970
        guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else {
            throw EmulatorError.invalid("time", "value must be in the years 1 to 9999", constraint: "clock.range")
        }
        return date.microseconds
    }
}
