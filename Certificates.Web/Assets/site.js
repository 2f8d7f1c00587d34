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

  // A file may be dropped anywhere on its form; data-drop="submit" sends it at once.
  for (const form of document.querySelectorAll('form[data-drop]')) {
    const zone = form.querySelector('.drop');
    const input = form.querySelector('input[type=file]');
    form.querySelector('[data-drop-hint]').hidden = false;
    for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      form.addEventListener(kind, event => {
        event.preventDefault();
        zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
      });
    }
    form.addEventListener('drop', event => {
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
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
