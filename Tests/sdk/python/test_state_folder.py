"""The state folder: keys made once, readable by their owner, renewed in time."""

import os
import pathlib
import stat

import emulator as program


class TestStateFolder:
    def test_private_keys_are_the_owners_alone(self, start, tmp_path):
        folder = tmp_path / "state"
        old = os.umask(0)
        try:
            server = start(state_dir=folder)
        finally:
            os.umask(old)
        private = [path for path in folder.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
        assert len(private) >= 2, "at least the signing key and a TLS key"
        for path in private:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        for path in folder.rglob("*"):
            if path.is_file() and server.client_secret.encode() in path.read_bytes():
                assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert stat.S_IMODE(pathlib.Path(server.ca_file).stat().st_mode) & 0o444 == 0o444

    def test_certificates_are_made_once(self, start, tmp_path):
        folder = tmp_path / "state"
        first = start(state_dir=folder)
        ca = pathlib.Path(first.ca_file).read_bytes()
        first.stop()
        second = start(state_dir=folder)
        assert pathlib.Path(second.ca_file).read_bytes() == ca
        assert second.ca_file == first.ca_file

    def test_nothing_is_left_behind_by_a_stopped_server(self, start, tmp_path):
        folder = tmp_path / "state"
        start(state_dir=folder).stop()
        before = {path.name for path in folder.rglob("*")}
        start(state_dir=folder).stop()
        assert {path.name for path in folder.rglob("*")} == before

    def test_home_decides_where_it_is_without_a_flag(self, tmp_path):
        env = {name: value for name, value in program.plain_environment().items() if not name.startswith("XDG_")}
        finished = program.run(
            "exec", "--", "sh", "-c", 'echo "$GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"', env=env | {"HOME": str(tmp_path)}
        )
        assert finished.stdout.startswith(str(tmp_path)), finished.stdout + finished.stderr

    def test_a_leaf_about_to_expire_is_renewed_and_the_ca_kept(self, start, tmp_path):
        """The leaf is replaced by one that ends tomorrow, signed by the same CA."""
        import datetime

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

        folder = tmp_path / "state"
        first = start(state_dir=folder)
        served = _served_certificate(first)
        first.stop()
        keys, leaf_path = {}, None
        for path in folder.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            if b"PRIVATE KEY" in data:
                key = serialization.load_pem_private_key(data, None)
                keys[
                    key.public_key().public_bytes(
                        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
                    )
                ] = key
            if b"BEGIN CERTIFICATE" in data and x509.load_pem_x509_certificate(data) == served:
                leaf_path = path
        assert leaf_path, "the leaf is not kept in the state folder"
        ca = x509.load_pem_x509_certificate(pathlib.Path(first.ca_file).read_bytes())
        spki = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        ca_key = keys[ca.public_key().public_bytes(*spki)]
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(
            served.issuer,
            served.subject,
            served.public_key(),
            x509.random_serial_number(),
            now - datetime.timedelta(days=30),
            now + datetime.timedelta(days=1),
        )
        for extension in served.extensions:
            builder = builder.add_extension(extension.value, extension.critical)
        expiring = builder.sign(ca_key, hashes.SHA256())
        leaf_path.write_bytes(expiring.public_bytes(serialization.Encoding.PEM))

        second = start(state_dir=folder)
        renewed = _served_certificate(second)
        assert renewed.not_valid_after_utc > now + datetime.timedelta(days=7)
        assert renewed.issuer == ca.subject
        assert x509.load_pem_x509_certificate(pathlib.Path(second.ca_file).read_bytes()) == ca


def _served_certificate(server):
    from cryptography import x509

    from wire import tls_socket

    with tls_socket(server) as sock:
        return x509.load_der_x509_certificate(sock.getpeercert(binary_form=True))
