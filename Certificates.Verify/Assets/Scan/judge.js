// The verdict over what was read. Only what this device can prove is said; where it cannot tell, that is said.
import { coversIssueOn, findKey, isCompromised, verifies } from './keys.js';
import { hashOf, readAddress, signedBytes, sm2 } from './token.js';

export const day = 24 * 3600 * 1000;
const justFetched = 5 * 60 * 1000;

// Older than a day, or of a time that this device's clock has not reached.
export const isOld = (instant, now) => Math.abs(now - instant) > day;

// { face, why, token }: face is genuine, ended, unsure (genuine; whether it has ended cannot be told), doubted (whether it is genuine
// cannot be told), forged or unreadable.
export const judge = async (text, held, now) => {
  const token = readAddress(text);
  if (!token) return { face: 'unreadable' };
  if (token.alg === sm2) return { face: 'doubted', why: 'needs_network', token };
  if (!held.keys) return { face: 'doubted', why: 'no_keys', token };
  const key = findKey(held.keys.value, token.keyId, 'qr');

  // A key made since the keys were fetched is not known here, and its tokens are genuine.
  if (!key) return Math.abs(now - held.keys.at) > justFetched ? { face: 'doubted', why: 'unknown_key', token } : { face: 'forged', token };
  const issuedAt = token.claims.issuedAt * 1000;
  if (!await verifies(key, signedBytes(token), token.signature) || !coversIssueOn(key, issuedAt)) return { face: 'forged', token };

  // Whoever has the key can date a token back; the register, which knows what it issued, can tell.
  if (isCompromised(key)) return { face: 'doubted', why: 'compromised', token };
  if (!held.list) return { face: 'unsure', token };
  return { face: held.list.value.has(await hashOf(token)) ? 'ended' : 'genuine', token };
};
