#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output and error, unbuffered, so that a line is there when whoever reads it looks.
enum StandardStreams {
    static func output(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            #if canImport(Glibc)
                let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            #else
                let written = bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
            #endif
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
