// The signed list of tokens that are in force no more. Big endian: CSL1, key id (8 bytes), signed at (8, milliseconds since 1970), count (4),
// as many hashes cut to 12 bytes in ascending order, and the signature of all before (64).
import { ascii, compare, equal, hex } from './bytes.js';
import { findKey, verifies, wasInForceAt } from './keys.js';

const magic = ascii('CSL1');
const headLength = 24;
const prefixLength = 12;
const signatureLength = 64;

const prefixAt = (bytes, i) => bytes.subarray(headLength + prefixLength * i, headLength + prefixLength * (i + 1));

const isAscending = (bytes, count) => {
  for (let i = 1; i < count; i++) if (compare(prefixAt(bytes, i - 1), prefixAt(bytes, i)) >= 0) return false;
  return true;
};

// Opens a list: null unless it has the form, and a key of its purpose that was in force when it was signed verifies it.
export const openList = async (bytes, keys) => {
  if (bytes.length < headLength + signatureLength || !equal(bytes.subarray(0, magic.length), magic)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signedAt = Number(view.getBigUint64(12));
  const count = view.getUint32(20);
  const end = headLength + prefixLength * count;
  if (bytes.length !== end + signatureLength || !isAscending(bytes, count)) return null;
  const key = findKey(keys, hex(bytes.subarray(4, 12)), 'status');
  const isSigned = key && wasInForceAt(key, signedAt) && await verifies(key, bytes.subarray(0, end), bytes.subarray(end));
  return isSigned ? { signedAt, count, has: hash => isListed(bytes, count, hash.subarray(0, prefixLength)) } : null;
};

const isListed = (bytes, count, prefix) => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = low + high >> 1;
    const order = compare(prefixAt(bytes, middle), prefix);
    if (order === 0) return true;
    if (order < 0) low = middle + 1; else high = middle;
  }
  return false;
};
