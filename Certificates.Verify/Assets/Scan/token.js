// The token in a certificate's QR code: Base32 of a COSE_Sign1 (RFC 9052, 4.2) with algorithm and key id protected, whose payload says
// number, day of issue, name and version (RFC 8392). Exactly the form that is issued, and no other, is a token.
import { ascii, equal, hex, join, ofBase32, sha256, toBase32 } from './bytes.js';
import { Reader, head, writeBytes, writeNumber, writeText } from './cbor.js';
import { isNumber } from './number.js';

const [list, map, tag] = [4, 5, 6];
const sign1 = 18;
const [algorithm, keyId, es256] = [1, 4, -7];

// SM2 with SM3, by a number for private use: no browser verifies it.
export const sm2 = -65539;
const [subject, issuedAt, holderName, version] = [2, 6, -65537, -65538];
const longest = 1024;

// The order of P-256: of s and order - s, which verify alike, the lower is the one that is hashed.
const order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551n;
const half = 32;

const protectedOf = ({ alg, kid }) =>
  join(head(map, 2), writeNumber(algorithm), writeNumber(alg), writeNumber(keyId), writeBytes(kid));

const encode = ({ alg, kid, payload, signature }) =>
  join(head(tag, sign1), head(list, 4), writeBytes(protectedOf({ alg, kid })), head(map, 0), writeBytes(payload), writeBytes(signature));

const encodeClaims = claims => join(
  head(map, 4), writeNumber(subject), writeText(claims.number), writeNumber(issuedAt), writeNumber(claims.issuedAt),
  writeNumber(holderName), writeText(claims.name), writeNumber(version), writeNumber(claims.version));

const expect = (reader, value) => { if (reader.number() !== value) throw new Error('another label'); };

const readClaims = payload => {
  const reader = new Reader(payload);
  const claims = {};
  reader.head(map);
  expect(reader, subject);
  claims.number = reader.text();
  expect(reader, issuedAt);
  claims.issuedAt = reader.number();
  expect(reader, holderName);
  claims.name = reader.text();
  expect(reader, version);
  claims.version = reader.number();
  const isWhole = isNumber(claims.number) && startsDay(claims.issuedAt) && claims.version > 0;
  return isWhole && equal(encodeClaims(claims), payload) ? claims : null;
};

// The second a day begins in China, which is eight hours ahead.
const startsDay = second => second >= 0 && (second + 8 * 3600) % 86400 === 0;

const readMessage = bytes => {
  const reader = new Reader(bytes);
  reader.head(tag);
  reader.head(list);
  const inner = new Reader(reader.bytes());
  inner.head(map);
  expect(inner, algorithm);
  const alg = inner.number();
  if (alg !== es256 && alg !== sm2) throw new Error('another algorithm');
  expect(inner, keyId);
  const kid = inner.bytes();
  reader.head(map);
  const message = { alg, kid, payload: reader.bytes(), signature: reader.bytes() };
  return equal(encode(message), bytes) ? message : null;
};

// What a text says as a token, unproven; null when it is none.
export const readToken = text => {
  try {
    const bytes = text.length <= longest ? ofBase32(text.toUpperCase()) : null;
    const message = bytes && readMessage(bytes);
    const claims = message && readClaims(message.payload);
    return claims ? { ...message, keyId: hex(message.kid), claims } : null;
  } catch {
    return null;
  }
};

// What the key signed: the Sig_structure (RFC 9052, 4.4).
export const signedBytes = ({ alg, kid, payload }) => join(
  head(list, 4), writeText('Signature1'), writeBytes(protectedOf({ alg, kid })), writeBytes(new Uint8Array()), writeBytes(payload));

const withLowS = signature => {
  const s = BigInt(`0x${hex(signature.subarray(half))}`);
  if (s <= order / 2n || s >= order) return signature;
  const low = (order - s).toString(16).padStart(2 * half, '0');
  return join(signature.subarray(0, half), Uint8Array.from(low.match(/../g), pair => parseInt(pair, 16)));
};

// The hash a token is known by, whichever of the two forms of its signature stands on the paper.
export const hashOf = token =>
  sha256(ascii(toBase32(encode({ ...token, signature: withLowS(token.signature) }))));

// What an address or a bare token says: its token, and the host it leads to; null when it is neither.
export const readAddress = text => {
  const plain = text.trim();
  const [, host, ofAddress] = /^https?:\/\/([^/?#@]+)\/q\/([a-z2-7]+)$/i.exec(plain) ?? [];
  const token = readToken(ofAddress ?? plain);
  return token && { ...token, text: (ofAddress ?? plain).toUpperCase(), host: host?.toLowerCase() ?? null };
};
