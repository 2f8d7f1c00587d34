// Comfort only: every page works without this file.
(() => {
  // Bars have their shares as data: no style may stand in a page.
  const share = bar => { for (const part of bar.querySelectorAll('[data-share]')) part.style.flexBasis = part.dataset.share + '%'; };
  for (const bar of document.querySelectorAll('.bar')) share(bar);

  // The counts of a batch as they change, from when it is decided and its period ends; at its end the page is fetched once more.
  for (const area of document.querySelectorAll('[data-progress]')) {
    const events = new EventSource(area.dataset.progress);
    const state = document.querySelector('[data-state]');
    const names = { issued: 'issued', pending: 'pending', not_passed: 'notPassed', rejected: 'rejected', duplicate: 'duplicate' };
    events.addEventListener('counts', event => {
      const counts = JSON.parse(event.data);
      for (const [name, field] of Object.entries(names)) {
        area.querySelector(`[data-count=${name}]`).textContent = counts[field];
        area.querySelector(`[data-part=${name}]`).dataset.share = counts.received ? 100 * counts[field] / counts.received : 0;
      }
      share(area);
      const percent = counts.received ? Math.floor(100 * (counts.received - counts.pending) / counts.received) : 100;
      if (counts.pending < area.dataset.pending) state.textContent = area.dataset.words.replace('{0}', percent);
    });
    events.addEventListener('done', () => { events.close(); location.reload(); });
  }

  // Rows of a table that have a text in them.
  for (const box of document.querySelectorAll('[data-filter]')) {
    const table = box.nextElementSibling.querySelector('[data-filtered]');
    box.hidden = table.tBodies[0].rows.length < 10;
    box.querySelector('input').addEventListener('input', event => {
      const wanted = event.target.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) row.hidden = wanted !== '' && !row.textContent.toLowerCase().includes(wanted);
    });
  }

  // The hash of a document of evidence, which the server makes of the same file.
  for (const field of crypto.subtle ? document.querySelectorAll('[data-hash-file]') : []) {
    const hash = field.form.elements.evidenceSha256;
    field.addEventListener('change', async () => {
      const bytes = field.files.length ? await crypto.subtle.digest('SHA-256', await field.files[0].arrayBuffer()) : [];
      hash.value = [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');
    });
  }

  // A folder of photos becomes the ZIP that the form sends: stored, for photos do not pack.
  const crcs = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xEDB88320 ^ (n >>> 1) : n >>> 1; return n; });
  const crc = bytes => { let c = ~0; for (const byte of bytes) c = crcs[(c ^ byte) & 255] ^ (c >>> 8); return ~c >>> 0; };
  const record = (layout, name) => {
    const head = new DataView(new ArrayBuffer(layout.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, value] of layout) { size === 2 ? head.setUint16(at, value, true) : head.setUint32(at, value, true); at += size; }
    return [head.buffer, name];
  };
  const zip = async files => {
    const parts = [], central = [];
    let offset = 0;
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer()), name = new TextEncoder().encode(file.name);
      const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      parts.push(...record([[4, 0x04034b50], ...common], name), bytes);
      central.push(...record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]], name));
      offset += 30 + name.length + bytes.length;
    }
    const length = central.reduce((sum, part) => sum + part.byteLength, 0);
    const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, length], [4, offset], [2, 0]], new Uint8Array());
    return new File([...parts, ...central, ...end], 'photos.zip', { type: 'application/zip' });
  };
  for (const form of document.querySelectorAll('form[data-photos]')) {
    const folder = form.querySelector('#folder'), photos = form.querySelector('#photos');
    form.querySelector('[data-folder]').hidden = false;
    folder.addEventListener('change', async () => {
      const chosen = new DataTransfer();
      const files = [...folder.files].filter(file => /\.jpe?g$/i.test(file.name));
      if (files.length) chosen.items.add(await zip(files));
      photos.files = chosen.files;
    });
  }

  // Passkeys: what the browser is asked for comes from the server, and what it answers goes there as it is.
  const raw = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
  const told = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const post = async (address, fields) => {
    const token = document.querySelector('[name=__RequestVerificationToken]').value;
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ ...fields, __RequestVerificationToken: token }) });
    if (answer.redirected) location.reload();
    return answer.json();
  };
  const ready = options => {
    const named = list => (list ?? []).map(known => ({ ...known, id: raw(known.id) }));
    const asked = { ...options, challenge: raw(options.challenge) };
    if (options.user) return { ...asked, user: { ...options.user, id: raw(options.user.id) }, excludeCredentials: named(options.excludeCredentials) };
    return { ...asked, allowCredentials: named(options.allowCredentials) };
  };
  const answerOf = key => {
    const { response } = key, parts = { clientDataJSON: told(response.clientDataJSON) };
    for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[part]) parts[part] = told(response[part]);
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({ id: key.id, rawId: told(key.rawId), type: key.type, clientExtensionResults: {}, response: parts });
  };
  const sayer = place => (name, words) => {
    for (const hint of place.querySelectorAll('[data-when]')) {
      hint.hidden = hint.dataset.when !== name;
      if (words && !hint.hidden) hint.textContent = words;
    }
  };
  const prepared = place => {
    const say = sayer(place);
    if (location.origin !== place.dataset.origin) say('elsewhere');
    else if (!window.PublicKeyCredential) say('unsupported');
    else { say(); place.querySelector('button').hidden = false; return say; }
  };
  const hold = async (say, act) => {
    say();
    try { await act(); } catch (fault) { say(fault.name === 'InvalidStateError' ? 'there' : 'cancelled'); }
  };

  for (const place of document.querySelectorAll('[data-passkey]')) {
    const say = prepared(place);
    place.querySelector('button').addEventListener('click', () => hold(say, async () => {
      const { options, state } = await post(`${place.dataset.passkey}/options`, {});
      const key = await navigator.credentials.get({ publicKey: ready(options) });
      const answer = await post(place.dataset.passkey, { credential: answerOf(key), state, next: place.dataset.next ?? '' });
      if (!answer.next) say('fault', answer.fault);
      else if (place.dataset.next) location.assign(answer.next);
      else {
        // The session is fresh now, for every form of the page.
        for (const field of document.querySelectorAll('[data-factor]')) {
          field.querySelector('.field').remove();
          field.querySelector('button').hidden = true;
          sayer(field)('done');
        }
      }
    }));
  }
  for (const form of document.querySelectorAll('[data-passkey-new]')) {
    const say = prepared(form);
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (say) hold(say, async () => {
        const { options, state } = await post(`${form.dataset.passkeyNew}/options`, {});
        form.elements.credential.value = answerOf(await navigator.credentials.create({ publicKey: ready(options) }));
        form.elements.state.value = state;
        form.submit();
      });
    });
  }
})();
