// Sends the list, shows how far it is, counts what comes back and keeps the result for one download. Nothing of it is stored.
(() => {
  const form = document.querySelector('form[data-bulk]');
  const run = document.querySelector('[data-run]');
  const words = run.querySelector('[data-progress-words]');
  const progress = run.querySelector('[data-progress]');
  const template = words.dataset.template;
  const resultColumn = '查验结果';

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

  const summarise = (counts, blob, name) => {
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    for (const cell of run.querySelectorAll('[data-count]')) cell.textContent = counts[cell.dataset.count] ?? 0;
    run.querySelectorAll('[data-bar]').forEach((bar, i) => {
      bar.style.flexGrow = all ? counts[run.querySelectorAll('[data-count]')[i].dataset.count] ?? 0 : 0;
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
    const counts = {}, pieces = [];
    let done = -1, column = -1;
    const decoder = new TextDecoder();
    const read = csvReader(record => {
      done += 1;
      if (done === 0) column = record.map(cell => cell.replace('\uFEFF', '')).indexOf(resultColumn);
      else counts[record[column]] = (counts[record[column]] ?? 0) + 1;
    });
    const isText = response.headers.get('Content-Type')?.startsWith('text/csv');
    for await (const piece of response.body) {
      pieces.push(piece);
      if (isText) { read(decoder.decode(piece, { stream: true })); say(Math.max(0, done), all, startedAt); }
    }
    summarise(counts, new Blob(pieces, { type: response.headers.get('Content-Type') }), `checked-${file.name}`);
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
