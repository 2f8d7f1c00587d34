// Comfort only: every page works without this file.
(() => {
  const groups = [5, 2, 2, 2, 2, 1, 7, 1];

  // Z00011101042610000123J becomes Z0001 11 01 04 26 1 0000123 J as one types or pastes.
  const group = text => {
    const plain = text.replace(/[\s-]/g, '').toUpperCase();
    const parts = [];
    let at = 0;
    for (const length of groups) {
      if (at >= plain.length) break;
      parts.push(plain.slice(at, at + length));
      at += length;
    }
    return parts.join(' ') + plain.slice(at);
  };

  for (const field of document.querySelectorAll('input[data-grouped]')) {
    let composing = false;
    const show = () => {
      // Only at the end of the text: a correction in the middle keeps its caret.
      if (!composing && field.selectionStart === field.value.length && /^[zp]/i.test(field.value)) field.value = group(field.value);
    };
    field.addEventListener('compositionstart', () => { composing = true; });
    field.addEventListener('compositionend', () => { composing = false; show(); });
    field.addEventListener('input', event => { if (!event.inputType?.startsWith('delete')) show(); });
  }

  // What is dropped: files, and those within folders, which are told apart.
  const reading = (reader, all = []) => new Promise((take, fail) => reader.readEntries(take, fail))
    .then(some => some.length ? reading(reader, [...all, ...some]) : all);
  const within = async entry => entry.isFile ? [await new Promise((take, fail) => entry.file(take, fail))]
    : (await Promise.all((await reading(entry.createReader())).map(within))).flat();
  const dropped = async transfer => {
    const folders = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry?.isDirectory);
    const files = [...transfer.files].filter(file => !folders.some(folder => folder.name === file.name));
    return { files, inner: (await Promise.all(folders.map(within))).flat() };
  };

  // A file may be dropped anywhere on its form, and goes to the field that takes its kind; data-drop="submit" sends it at once.
  for (const form of document.querySelectorAll('form[data-drop]')) {
    const zone = form.querySelector('.drop');
    const inputs = [...form.querySelectorAll('input[type=file]')];
    const taking = file => inputs.find(input => input.accept.split(',').some(kind => kind && file.name.toLowerCase().endsWith(kind)));
    form.querySelector('[data-drop-hint]').hidden = false;
    for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      form.addEventListener(kind, event => {
        event.preventDefault();
        zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
      });
    }
    form.addEventListener('drop', async event => {
      const { files, inner } = await dropped(event.dataTransfer);
      const chosen = new Map();
      for (const file of [...files, ...inner]) {
        const input = taking(file) ?? (files.includes(file) ? inputs[0] : null);
        if (input) chosen.set(input, [...(input.multiple && chosen.get(input)) || [], file]);
      }
      if (!chosen.size) return;
      for (const [input, of] of chosen) {
        const held = new DataTransfer();
        for (const file of of) held.items.add(file);
        input.files = held.files;
        input.dispatchEvent(new Event('change'));
      }
      if (form.dataset.drop === 'submit') form.requestSubmit();
    });
  }

  // The clipboard is there over https and on this machine only.
  for (const button of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  }

  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
})();
