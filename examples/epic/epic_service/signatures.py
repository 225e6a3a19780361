"""Whether a webhook's body comes from who it says: SendGrid's and Stripe's signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from epic_service.settings import SettingsError

TOLERANCE = 300
"""Seconds that a signature of Stripe's is good for."""


def sendgrid_key(text: str) -> ec.EllipticCurvePublicKey:
    """The public key of an event webhook, from what SendGrid shows.

    Raises:
        SettingsError: it is no such key.
    """
    try:
        key = load_der_public_key(base64.b64decode(text, validate=True))
    except ValueError:
        raise SettingsError("EPIC_SENDGRID_KEYS: not a public key in base64") from None
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise SettingsError("EPIC_SENDGRID_KEYS: not a key of the curve P-256")


def sendgrid_signed(
    body: bytes, *, signature: str, timestamp: str, keys: Iterable[ec.EllipticCurvePublicKey]
) -> bool:
    """Whether one of the keys signed the timestamp and the body.

    There is no limit of age: SendGrid delivers late, and what comes again is known by its event ids.
    """
    try:
        signed = base64.b64decode(signature, validate=True)
    except ValueError:
        return False
    return any(_signed_by(key, signed, timestamp.encode() + body) for key in keys)


def _signed_by(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def stripe_signed(body: bytes, *, header: str, secrets: Iterable[str], now: float) -> bool:
    """Whether one of the secrets signed the body within the last minutes.

    The header is ``t=TIME,v1=SIGNATURE``, with more signatures while Stripe changes the secret.
    """
    parts = [part.partition("=") for part in header.split(",")]
    times = [value for key, _, value in parts if key.strip() == "t"]
    if len(times) != 1 or not times[0].isascii() or not times[0].isdecimal() or len(times[0]) > 12:
        return False
    if abs(now - int(times[0])) > TOLERANCE:
        return False
    message = times[0].encode() + b"." + body
    expected = [hmac.new(secret.encode(), message, hashlib.sha256).hexdigest().encode() for secret in secrets]
    given = [value.strip().encode() for key, _, value in parts if key.strip() == "v1"]
    return any(hmac.compare_digest(one, other) for one in expected for other in given)
