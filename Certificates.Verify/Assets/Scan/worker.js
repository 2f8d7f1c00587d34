// Keeps the page for when there is no network. "scan" stands before this text: the version, the pages by language, and the files of that
// version. Pages and files of a version come together or not at all, so that what is kept always fits; data are the page's own affair.
const cacheName = `scan-${scan.version}`;
const dataName = 'scan-data';
const chosen = '/scan/language';
const patience = 5000;

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(cacheName);

  // addAll fails as a whole when one answer does: then the former version stays. No cookie is sent, and none is set by the languages.
  await cache.addAll([...Object.values(scan.pages), ...scan.files]
    .map(address => new Request(address, { cache: 'reload', credentials: 'omit' })));
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names
    .filter(name => name.startsWith('scan-') && name !== cacheName && name !== dataName)
    .map(name => caches.delete(name)));
  await self.clients.claim();
})()));

// The page says which language it was last seen in: the cookie that says it to the site is not shown to scripts.
const lastSeen = async () => (await (await caches.open(dataName)).match(chosen))?.text();

const kept = async address => (await caches.open(cacheName)).match(address);

// The page as it is now, or the kept one in the language that is asked for or was last seen.
const page = async (request, url) => {
  const late = new Promise((_, fail) => setTimeout(fail, patience));
  const answer = await Promise.race([fetch(request), late]).catch(() => null);
  if (answer?.ok) return answer;
  const wishes = [url.searchParams.get('lang'), await lastSeen(), ...Object.keys(scan.pages)];
  const language = wishes.find(each => each in scan.pages);
  return await kept(scan.pages[language]) ?? answer ?? Response.error();
};

const file = async (request, address) => await kept(address) ?? fetch(request);

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  const address = url.pathname + url.search;
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === '/scan') event.respondWith(page(request, url));
  else if (scan.files.includes(address)) event.respondWith(file(request, address));
});
