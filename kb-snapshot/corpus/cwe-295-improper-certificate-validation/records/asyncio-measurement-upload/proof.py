import asyncio
import ipaddress
import json
import ssl
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def make_certificate(folder, name, host="127.0.0.1"):
    """A self-signed certificate for `host`: its file with the key, and its file without."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    try:
        names = [x509.IPAddress(ipaddress.ip_address(host))]
    except ValueError:
        names = [x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, alone = folder / f"{name}.pem", folder / f"{name}-ca.pem"
    both.write_bytes(private + public)
    alone.write_bytes(public)
    return both, alone


async def run(module, certificate, authority, seen):
    """Starts a collector with this certificate and lets the program upload to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def serve(reader, writer):
        while line := await reader.readline():
            seen.append(json.loads(line)["value"])
            writer.write(f"{len(seen)}\n".encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        port = server.sockets[0].getsockname()[1]
        collector = module.Collector("127.0.0.1", port, str(authority))
        return await module.upload(collector, [("t1", 20), ("t2", 21)])
    finally:
        server.close()


def test_honest_input(program, tmp_path):
    certificate, authority = make_certificate(tmp_path, "collector")
    seen = []
    assert asyncio.run(run(program, certificate, authority, seen)) == [1, 2]
    assert seen == [20, 21]


def attack(module, tmp_path) -> bool:
    """The owner of another name has a certificate that the client's authorities vouch for."""
    other, authority = make_certificate(tmp_path, "other", host="printer.example.org")
    seen = []
    try:
        asyncio.run(run(module, other, authority, seen))
    except ssl.SSLCertVerificationError:
        return False
    return seen == [20, 21]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
