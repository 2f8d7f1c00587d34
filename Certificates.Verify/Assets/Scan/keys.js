// The published keys (RFC 7517) and the rules by which one is relied on, as the site itself has them.
const day = 24 * 3600 * 1000;
const chinaAhead = 8 * 3600 * 1000;

// Days since 1970 by the clock in China.
export const dayInChina = instant => Math.floor((instant + chinaAhead) / day);

export const findKey = (set, id, purpose) => set.keys.find(key => key.kid === id && key.purpose === purpose) ?? null;

export const isCompromised = key => key.state === 'compromised' || key.compromisedSince !== undefined;

// May a document that bears this day of issue be signed with it? There is no lower bound, as the day is fixed before the signature.
export const coversIssueOn = (key, issuedAt) => {
  const issued = dayInChina(issuedAt);
  return issued <= dayInChina(Date.parse(key.validTo))
    && !(isCompromised(key) && !(issued <= dayInChina(Date.parse(key.compromisedSince))));
};

// Is a signature made with it at an instant to be relied on?
export const wasInForceAt = (key, instant) =>
  Date.parse(key.validFrom) <= instant && instant <= Date.parse(key.validTo)
  && !(isCompromised(key) && !(instant < Date.parse(key.compromisedSince)));

// ES256 with the signature as r and s, 32 bytes each.
export const verifies = async (key, bytes, signature) => {
  const { kty, crv, x, y } = key;
  const use = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const point = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, use, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, point, signature, bytes);
  } catch {
    return false;
  }
};
