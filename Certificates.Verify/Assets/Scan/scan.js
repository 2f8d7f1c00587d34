// The page itself: reads, judges and shows; keeps its data new; installs what makes it work without a network.
import { age } from './ages.js';
import { Data } from './data.js';
import { day, isOld, judge } from './judge.js';
import { Camera, Decoder, largestFile, readPicture } from './pictures.js';
import { resultOf } from './result.js';

const root = document.querySelector('[data-scan]');
const find = name => root.querySelector(`[data-${name}]`);
const [reader, result, viewfinder] = [find('reader'), find('result'), find('viewfinder')];
const title = document.title;
const waitForData = 4000;
const anew = 15 * 60 * 1000;

// One sentence at a time, where a screen reader hears it.
const say = word => {
  for (const line of root.querySelectorAll('[data-say]')) line.hidden = line.dataset.say !== word;
  if (word) find(`say="${word}"`).scrollIntoView({ block: 'nearest' });
};

// How old the data are, and what that means.
const putAge = (name, instant, now, count) => {
  const place = find(`held="${name}"`);
  place.textContent = instant === undefined ? data.running ? '…' : place.dataset.none
    : place.dataset.template.replace('{0}', age(instant, now, root.dataset.now)).replace('{1}', count);
};

const showAges = () => {
  const [{ keys, catalogue, list }, now] = [data.held, Date.now()];
  putAge('keys', keys?.at, now);
  putAge('catalogue', catalogue?.at, now);
  putAge('list', list?.value.signedAt, now, list?.value.count);
  const newest = list && list.value.signedAt - now;
  const warning = !list ? data.running ? null : 'no_list' : newest > day ? 'clock' : isOld(list.value.signedAt, now) ? 'old_list' : null;
  for (const line of root.querySelectorAll('[data-warn]')) line.hidden = line.dataset.warn !== warning;
};

const data = new Data(showAges);
const decoder = new Decoder(root.dataset.decoder);
const camera = new Camera(viewfinder.querySelector('video'), decoder);

// Data that are on their way are waited for, but not for long.
const soon = promise => Promise.race([promise, new Promise(done => setTimeout(done, waitForData))]);

const show = async text => {
  say('judging');
  await soon(data.refresh());
  const [held, now] = [data.held, Date.now()];
  const article = resultOf(await judge(text, held, now), held, root.dataset.domain, now);
  const heading = article.querySelector('h2');
  article.querySelector('[data-again]').addEventListener('click', begin);
  result.replaceChildren(article);
  reader.hidden = true;
  say(null);
  document.title = `${heading.textContent.trim()} · ${title}`;
  heading.focus();
};

const begin = () => {
  result.replaceChildren();
  reader.hidden = false;
  reader.querySelector('form').reset();
  document.title = title;
  find('camera').focus();
};

const closeCamera = () => {
  camera.stop();
  [find('camera').hidden, viewfinder.hidden] = [false, true];
  say(null);
};

const take = async file => {
  closeCamera();
  if (reader.hidden) begin();
  if (file.size > largestFile) { say('too_large'); return; }
  if (file.type === 'application/pdf') { say('pdf'); return; }
  say('reading');
  const text = await readPicture(file, decoder).catch(() => { say('no_picture'); });
  if (text) await show(text); else if (text === null) say('no_code');
};

const refusals = { NotAllowedError: 'camera_refused', SecurityError: 'camera_refused', NotFoundError: 'no_camera', OverconstrainedError: 'no_camera' };

const scan = async () => {
  say('aim');
  [find('camera').hidden, viewfinder.hidden] = [true, false];
  const text = await camera.read().catch(refusal => { closeCamera(); say(refusals[refusal.name] ?? 'camera_fails'); });
  if (text) { closeCamera(); await show(text); }
};

const listen = () => {
  const picture = reader.querySelector('#picture');
  const form = reader.querySelector('form');
  find('camera').addEventListener('click', scan);
  find('stop').addEventListener('click', () => { closeCamera(); find('camera').focus(); });
  picture.addEventListener('change', () => { if (picture.files[0]) take(picture.files[0]).then(() => { picture.value = ''; }); });
  form.addEventListener('submit', event => {
    event.preventDefault();
    closeCamera();
    if (form.elements.address.value.trim()) show(form.elements.address.value); else say('empty');
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden && !viewfinder.hidden) closeCamera(); });
};

// A picture may be dropped or pasted anywhere on the page; a pasted text outside of the field is taken for what a code says.
const listenEverywhere = () => {
  const zone = reader.querySelector('.drop');
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, event => {
      event.preventDefault();
      zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    });
  }
  document.addEventListener('drop', event => { if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]); });
  document.addEventListener('paste', event => {
    const [file, text] = [event.clipboardData.files[0], event.clipboardData.getData('text')];
    if (file) take(file); else if (text && event.target.tagName !== 'INPUT') show(text);
  });
};

// Ends when the worker has everything, and fails when it could not get it.
const install = async () => {
  const registration = await navigator.serviceWorker.register('/scan/worker.js', { scope: '/scan', updateViaCache: 'none' });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  await new Promise((done, fail) => {
    const look = () => { if (worker.state === 'activated') done(); else if (worker.state === 'redundant') fail(new Error(worker.state)); };
    worker.addEventListener('statechange', look);
    look();
  });
  return registration;
};

const start = async () => {
  const cannot = !window.isSecureContext || !crypto.subtle ? 'insecure' : null;
  say(cannot);
  find('tools').hidden = Boolean(cannot);
  if (cannot) return;
  listen();
  listenEverywhere();
  const offline = find('held="offline"');
  await data.load();
  const [registration] = await Promise.all([install().catch(() => null), data.refresh()]);
  offline.textContent = registration ? offline.dataset.template : offline.dataset.none;
  const refresh = () => { data.refresh(); registration?.update().catch(() => { /* no network */ }); };
  window.addEventListener('online', refresh);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
  setInterval(refresh, anew);
  setInterval(showAges, 30 * 1000);
};

start();
