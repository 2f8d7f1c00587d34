// Sends the list, shows how far it is, counts what comes back and keeps the result for one download. Nothing of it is stored.
(() => {
  const form = document.querySelector('form[data-bulk]');
  const run = document.querySelector('[data-run]');
  const words = run.querySelector('[data-progress-words]');
  const progress = run.querySelector('[data-progress]');
  const template = words.dataset.template;
  const resultColumns = ['查验结果', 'result'];

  // A reader of RFC 4180 text that arrives in pieces; gives whole records to use.
  const csvReader = use => {
    let record = [], cell = '', quoted = false, quoteSeen = false;
    return text => {
      for (const c of text) {
        if (quoted) {
          if (quoteSeen) {
            quoteSeen = false;
            if (c === '"') { cell += c; continue; }
            quoted = false;
          } else if (c === '"') { quoteSeen = true; continue; } else { cell += c; continue; }
        }
        if (c === '"') quoted = true;
        else if (c === ',') { record.push(cell); cell = ''; }
        else if (c === '\n') { record.push(cell); use(record); record = []; cell = ''; }
        else if (c !== '\r') cell += c;
      }
    };
  };

  const count = async file => file.name.toLowerCase().endsWith('.csv') ? (await file.text()).split('\n').filter(line => line.trim()).length - 1 : 0;

  const say = (done, all, startedAt) => {
    const left = all && done ? Math.ceil((performance.now() - startedAt) / done * (all - done) / 1000) : 0;
    words.textContent = template.replace('{0}', done).replace('{1}', all || '…').replace('{2}', Math.max(0, left));
    if (all) { progress.max = all; progress.value = Math.min(done, all); }
  };

  // The result file's one sheet, out of its ZIP directory (APPNOTE 4.3.12) without a library.
  const sheetOf = async blob => {
    const file = await blob.arrayBuffer();
    const view = new DataView(file);
    let end = file.byteLength - 22;
    while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
    for (let at = view.getUint32(end + 16, true); at < end;) {
      const [size, nameLength, local] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
      if (new TextDecoder().decode(new Uint8Array(file, at + 46, nameLength)) === 'xl/worksheets/sheet1.xml') {
        const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        return new Response(new Blob([file.slice(start, start + size)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
      }
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return '';
  };

  const recordsOf = sheet => sheet.split('</row>').slice(0, -1).map(row => [...row.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(cell => cell[1]));

  // Counts records by the word in their result column; the first record is the header.
  const counter = () => {
    const counts = {};
    let column = -1;
    const tally = {
      counts,
      done: -1,
      use: record => {
        tally.done += 1;
        if (tally.done === 0) column = record.map(cell => cell.replace('\uFEFF', '')).findLastIndex(cell => resultColumns.includes(cell));
        else counts[record[column]] = (counts[record[column]] ?? 0) + 1;
      },
    };
    return tally;
  };

  const summarise = (counts, blob, name) => {
    const bars = run.querySelectorAll('[data-bar]');
    run.querySelectorAll('[data-count]').forEach((cell, i) => {
      const rows = (counts[cell.dataset.count] ?? 0) + (counts[cell.dataset.code] ?? 0);
      cell.textContent = rows;
      bars[i].style.flexGrow = rows;
    });
    const link = run.querySelector('[data-download]');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    run.querySelector('[data-summary]').hidden = false;
    progress.hidden = true;
  };

  const send = async () => {
    const file = form.elements.file.files[0];
    const body = new FormData();
    body.append('file', file);
    const headers = {};
    if (form.elements.key.value) headers.Authorization = `Bearer ${form.elements.key.value}`;
    if (form.elements.purpose.value) headers['X-Purpose'] = encodeURIComponent(form.elements.purpose.value);
    const all = await count(file);
    const startedAt = performance.now();
    const response = await fetch('/v1/verifications/bulk', { method: 'POST', body, headers });
    if (!response.ok) return response.status;
    const pieces = [];
    const tally = counter();
    const decoder = new TextDecoder();
    const read = csvReader(tally.use);
    const isText = response.headers.get('Content-Type')?.startsWith('text/csv');
    for await (const piece of response.body) {
      pieces.push(piece);
      if (isText) { read(decoder.decode(piece, { stream: true })); say(Math.max(0, tally.done), all, startedAt); }
    }
    const result = new Blob(pieces, { type: response.headers.get('Content-Type') });
    if (!isText) { recordsOf(await sheetOf(result)).forEach(tally.use); say(tally.done, tally.done, startedAt); }
    summarise(tally.counts, result, `checked-${file.name}`);
    return 200;
  };

  form.addEventListener('submit', async event => {
    event.preventDefault();
    run.hidden = false;
    progress.hidden = false;
    progress.removeAttribute('value');
    for (const part of run.querySelectorAll('[data-summary], [data-run-error]')) part.hidden = true;
    // A refusal is said by the page itself, in its language: the form is sent the plain way.
    const status = await send().catch(() => 0);
    if (status >= 400 && status < 500) form.submit();
    else if (status !== 200) { progress.hidden = true; run.querySelector('[data-run-error]').hidden = false; }
  });
})();
