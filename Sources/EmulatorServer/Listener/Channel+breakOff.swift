import NIOCore
import NIOSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Channel {
    /// Closes the connection so that its client is told of a reset (TCP's RST), without a goodbye of TLS. On the event
    /// loop.
    func breakOff() {
        // Lingering for no time at all is how a socket is told to send RST instead of FIN.
        _ = (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        if let tls = try? pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
            // From behind TLS, which would say goodbye first.
            tls.close(mode: .all, promise: nil)
        } else {
            close(mode: .all, promise: nil)
        }
    }
}
