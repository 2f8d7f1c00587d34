// Bytes and their texts. Pure functions.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const ascii = text => Uint8Array.from(text, character => character.charCodeAt(0));

export const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

export const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};

// Less than, equal to or greater than zero, as the first byte that differs says.
export const compare = (one, other) => {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
};

export const equal = (one, other) => one.length === other.length && compare(one, other) === 0;

export const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

// Base32 of RFC 4648, section 6, upper case without padding.
export const toBase32 = bytes => {
  let text = '', pending = 0, bits = 0;
  for (const byte of bytes) {
    pending = (pending & 0xFF) << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[pending >> (bits - 5) & 31];
  }
  return bits > 0 ? text + alphabet[pending << (5 - bits) & 31] : text;
};

// Null for another character, a length no bytes have, or left-over bits that are not zero: one text per value.
export const ofBase32 = text => {
  const bytes = [];
  let pending = 0, bits = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    pending = (pending & 0xFF) << 5 | value;
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes.push(pending >> bits & 0xFF); }
  }
  return bits < 5 && (pending & (1 << bits) - 1) === 0 ? Uint8Array.from(bytes) : null;
};
