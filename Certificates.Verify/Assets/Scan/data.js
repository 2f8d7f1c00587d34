// What the device holds to verify with: keys, catalogue and status list, each with the instant it was fetched. They are fetched anew
// whenever there is a network; an answer that failed, or is not what it should be, replaces nothing.
import { openList } from './status.js';

const cacheName = 'scan-data';
const fetchedAt = 'X-Fetched-At';
const patience = 15000;
const freshFor = 60 * 1000;

const json = bytes => JSON.parse(new TextDecoder().decode(bytes));

const sources = {
  keys: {
    address: '/v1/keys', type: 'application/jwk-set+json',
    read: bytes => { const set = json(bytes); return set.keys?.length ? set : null; },
  },
  catalogue: {
    address: '/v1/catalogue', type: 'application/json',
    read: bytes => { const lists = json(bytes); return lists.institutions && lists.occupations && lists.grades ? lists : null; },
  },
  list: {
    address: '/status/list', type: 'application/octet-stream',
    read: (bytes, held) => held.keys && openList(bytes, held.keys.value),
  },
};

export class Data {
  // Each is { value, at, bytes }, or null where there is none to be relied on.
  held = { keys: null, catalogue: null, list: null };

  running = null;
  allCame = -Infinity;

  constructor(changed) { this.changed = changed; }

  // What an earlier visit left; and the language of this one, in which the worker opens the page without a network.
  async load() {
    await this.keep('/scan/language', document.documentElement.lang, Date.now());
    for (const name of Object.keys(sources)) {
      const answer = await this.cached(sources[name].address);
      if (answer) await this.take(name, await answer.arrayBuffer(), Number(answer.headers.get(fetchedAt)));
    }
  }

  // Fetches all, unless all came within the last minute. Whoever asks while it runs waits for the same answers.
  async refresh() {
    if (performance.now() - this.allCame < freshFor) return;
    this.running ??= this.fetchAll().finally(() => { this.running = null; this.changed(); });
    this.changed();
    await this.running;
  }

  async fetchAll() {
    const first = await Promise.all([this.fetch('keys'), this.fetch('catalogue')]);
    await this.reopen();
    if (await this.fetch('list') && first.every(Boolean)) this.allCame = performance.now();
  }

  async fetch(name) {
    const { address, type } = sources[name];
    try {
      const answer = await fetch(address, {
        cache: 'no-store', credentials: 'omit', headers: { Accept: type }, signal: AbortSignal.timeout(patience),
      });
      if (!answer.ok) return false;
      const [bytes, at] = [await answer.arrayBuffer(), Date.now()];
      if (!await this.take(name, bytes, at)) return false;
      await this.keep(address, bytes, at);
      return true;
    } catch {
      return false;
    }
  }

  async take(name, buffer, at) {
    const bytes = new Uint8Array(buffer);
    const value = await Promise.resolve(bytes).then(all => sources[name].read(all, this.held)).catch(() => null);

    // A list older than the one that is held would hide what has ended since.
    if (!value || name === 'list' && this.held.list && value.signedAt < this.held.list.value.signedAt) return false;
    this.held[name] = { value, at, bytes };
    return true;
  }

  // New keys may say that the list's own is not to be relied on.
  async reopen() {
    const { list, keys } = this.held;
    if (list && !await openList(list.bytes, keys.value)) this.held.list = null;
  }

  // A browser that keeps nothing, as in a private window, works as long as the page is open.
  async cached(address) {
    try { return await (await caches.open(cacheName)).match(address); } catch { return null; }
  }

  async keep(address, body, at) {
    try {
      await (await caches.open(cacheName)).put(address, new Response(body, { headers: { [fetchedAt]: String(at) } }));
    } catch { /* held while the page is open */ }
  }
}
