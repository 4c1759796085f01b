import asyncio
import ipaddress
import ssl
import warnings
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def make_certificate(folder):
    """A certificate for the meter: its file with the key, and its file without."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "meter")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, alone = folder / "meter.pem", folder / "meter-ca.pem"
    both.write_bytes(private + public)
    alone.write_bytes(public)
    return both, alone


async def read(module, folder, maximum, seen):
    """A meter that speaks at most this version, and the program reading it."""
    certificate, authority = make_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if maximum is not None:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = maximum

    async def serve(reader, writer):
        version = writer.get_extra_info("ssl_object").version()
        seen.append((version, await reader.readline()))
        writer.write(b"21.5\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        port = server.sockets[0].getsockname()[1]
        return await module.read_all([("127.0.0.1", port)], "4711", str(authority))
    finally:
        server.close()


def test_honest_input(program, tmp_path):
    seen = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert asyncio.run(read(program, tmp_path, None, seen)) == [21.5]
    assert seen == [("TLSv1.3", b"READ 4711\n")]


def attack(module, tmp_path) -> bool:
    """The connection is forced down to TLS 1.0."""
    seen = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            asyncio.run(read(module, tmp_path, ssl.TLSVersion.TLSv1, seen))
        except (ssl.SSLError, ConnectionError):
            return False
    return seen == [("TLSv1", b"READ 4711\n")]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
