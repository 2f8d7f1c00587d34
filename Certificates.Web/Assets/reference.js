// The reference page (Scalar) writes its styles at run time. Each style element gets the nonce of the answer, which the policy lets in; a
// style attribute, which it never does, is set as a property.
(() => {
  const { nonce } = document.currentScript;
  const make = Document.prototype.createElement;
  Document.prototype.createElement = function (...asked) {
    const element = make.apply(this, asked);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value;
    else set.call(this, name, value);
  };
  // The lines of an example are numbered by an attribute in its text.
  const inner = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  const numbers = /(<code class="hljs[^"]*") style="(--line-count: \d+; --line-digits: \d+;)"/;
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...inner,
    set(text) {
      const numbered = numbers.exec(text);
      inner.set.call(this, numbered ? String(text).replace(numbers, '$1') : text);
      if (numbered) this.querySelector('code').style.cssText = numbered[2];
    },
  });
})();
