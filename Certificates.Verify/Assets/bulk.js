// Sends the list, shows how far it is, counts what comes back and keeps the result for one download. Nothing of it is stored.
(() => {
  const form = document.querySelector('form[data-bulk]');
  const run = document.querySelector('[data-run]');
  const words = run.querySelector('[data-progress-words]');
  const progress = run.querySelector('[data-progress]');
  const template = words.dataset.template;
  const resultColumns = ['查验结果', 'result'];
  const good = ['有效', 'valid'];

  // The columns of the answer behind the result column: status and reasons.
  const [statusAt, reasonsAt] = [1, 2];
  const mostListed = 200;

  // A reader of RFC 4180 text that arrives in pieces; gives whole records to use. What separates fields shows in the header.
  const csvReader = use => {
    let record = [], cell = '', quoted = false, quoteSeen = false, separator = null, head = '';
    const read = text => {
      for (const c of text) {
        if (quoted) {
          if (quoteSeen) {
            quoteSeen = false;
            if (c === '"') { cell += c; continue; }
            quoted = false;
          } else if (c === '"') { quoteSeen = true; continue; } else { cell += c; continue; }
        }
        if (c === '"') quoted = true;
        else if (c === separator) { record.push(cell); cell = ''; }
        else if (c === '\n') { record.push(cell); use(record); record = []; cell = ''; }
        else if (c !== '\r') cell += c;
      }
    };
    return text => {
      if (separator) { read(text); return; }
      head += text;
      const found = /([,;\t|])"?(?:查验结果|result)"?\1/.exec(head);
      if (found) { separator = found[1]; read(head); head = ''; }
    };
  };

  const count = async file => file.name.toLowerCase().endsWith('.csv') ? (await file.text()).split('\n').filter(line => line.trim()).length - 1 : 0;

  const say = (done, all, startedAt) => {
    const left = all && done ? Math.ceil((performance.now() - startedAt) / done * (all - done) / 1000) : 0;
    words.textContent = template.replace('{0}', done).replace('{1}', all || '…').replace('{2}', Math.max(0, left));
    if (all) { progress.max = all; progress.value = Math.min(done, all); }
  };

  // The sheets of the result file, out of its ZIP directory (APPNOTE 4.3.12) without a library.
  const sheetsOf = async function* (blob) {
    const file = await blob.arrayBuffer();
    const view = new DataView(file);
    let end = file.byteLength - 22;
    while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
    for (let at = view.getUint32(end + 16, true); at < end;) {
      const [size, nameLength, local] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
      if (/worksheets\/[^/]+\.xml$/.test(new TextDecoder().decode(new Uint8Array(file, at + 46, nameLength)))) {
        const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        yield await new Response(new Blob([file.slice(start, start + size)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
      }
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  };

  const plain = text => text.replace(/&(lt|gt|amp|quot|apos|#x?[0-9A-Fa-f]+);/g, (whole, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name] ?? whole);

  // The cells of the answer in a sheet, row by row: those from the result column on, which alone are read. The sheet for further
  // certificates names its rows by another one's, and is not counted.
  const readSheet = (sheet, use) => {
    let first = null;
    for (const row of sheet.split(/<\/(?:\w+:)?row>/)) {
      const cells = [...row.matchAll(/<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*?(?:\/>|>(?:<(?:\w+:)?is><(?:\w+:)?t[^>]*>([^<]*))?)/g)];
      const texts = cells.map(cell => ({ column: cell[1], row: cell[2], text: plain(cell[3] ?? '') }));
      if (first === null) {
        const found = texts.findLast(cell => resultColumns.includes(cell.text));
        if (found && (texts[0].text === '原表行号' || texts[0].text === 'sheetRow')) return;
        first = found?.column ?? null;
        continue;
      }
      const numberOf = column => [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
      const own = [];
      for (const cell of texts) if (numberOf(cell.column) >= numberOf(first)) own[numberOf(cell.column) - numberOf(first)] = cell.text;
      if (own[0]) use(texts[0].row, own, '');
    }
  };

  // Reasons that begin with the status say it too.
  const why = (status, reasons) => reasons.startsWith(status) ? reasons : [status, reasons].filter(Boolean).join(' · ');

  // Counts rows by the word in their result column, and lists those that are not valid.
  const counter = () => {
    const tally = { counts: {}, done: 0, listed: [], add: (row, answer, of) => {
      tally.done += 1;
      tally.counts[answer[0]] = (tally.counts[answer[0]] ?? 0) + 1;
      if (!good.includes(answer[0]) && tally.listed.length < mostListed) tally.listed.push([row, of, answer[0], why(answer[statusAt] ?? '', answer[reasonsAt] ?? '')]);
    } };
    let column = null, line = 0;
    tally.useRecord = record => {
      line += 1;
      if (column === null) column = record.map(cell => cell.replace('\uFEFF', '')).findLastIndex(cell => resultColumns.includes(cell));
      else tally.add(line, record.slice(column), record.slice(0, column).filter(text => text.trim()).slice(0, 3).join(' '));
    };
    return tally;
  };

  const list = tally => {
    const section = run.querySelector('[data-listed]');
    const body = section.querySelector('tbody');
    body.replaceChildren(...tally.listed.map(cells => {
      const row = document.createElement('tr');
      row.append(...cells.map((text, i) => {
        const cell = document.createElement(i === 0 ? 'th' : 'td');
        if (i === 0) cell.scope = 'row';
        cell.textContent = text;
        return cell;
      }));
      return row;
    }));
    section.hidden = tally.listed.length === 0;
    section.querySelector('[data-more]').hidden = tally.listed.length < mostListed;
  };

  const summarise = (tally, blob, name, converted) => {
    const bars = run.querySelectorAll('[data-bar]');
    run.querySelectorAll('[data-count]').forEach((cell, i) => {
      const rows = (tally.counts[cell.dataset.count] ?? 0) + (tally.counts[cell.dataset.code] ?? 0);
      cell.textContent = rows;
      bars[i].style.flexGrow = rows;
    });
    list(tally);
    const link = run.querySelector('[data-download]');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    run.querySelector('[data-converted]').hidden = !converted;
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
    const sheet = form.elements.sheet?.value;
    const address = sheet ? `/v1/verifications/bulk?sheet=${encodeURIComponent(sheet)}` : '/v1/verifications/bulk';
    const response = await fetch(address, { method: 'POST', body, headers });
    if (!response.ok) return response.status;
    const pieces = [];
    const tally = counter();
    const type = response.headers.get('Content-Type') ?? '';
    const isText = type.startsWith('text/csv');
    const decoder = new TextDecoder(/charset=([\w-]+)/.exec(type)?.[1] ?? 'utf-8');
    const read = csvReader(tally.useRecord);
    for await (const piece of response.body) {
      pieces.push(piece);
      if (isText) { read(decoder.decode(piece, { stream: true })); say(tally.done, all, startedAt); }
    }
    const result = new Blob(pieces, { type });
    if (!isText) {
      for await (const sheet of sheetsOf(result)) readSheet(sheet, tally.add);
      say(tally.done, tally.done, startedAt);
    }
    const name = isText ? file.name : file.name.replace(/\.xl\w+$/i, '.xlsx');
    summarise(tally, result, `checked-${name}`, response.headers.has('X-Converted-From'));
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
