// Fills the face of a verdict with what the code says.
import { age, dayWords, instantWords, isoDay } from './ages.js';
import { isOld } from './judge.js';
import { explain, grouped } from './number.js';

const put = (root, name, text) => {
  for (const place of root.querySelectorAll(`[data-fact="${name}"]`)) place.textContent = text;
};

const putPair = (root, name, [chinese, english]) => {
  put(root, name, chinese);
  put(root, `${name}.english`, english);
};

// Of parts that say which case they are for, those of this case stay.
const choose = (root, group, name) => {
  for (const part of root.querySelectorAll(`[data-${group}]`)) if (part.dataset[group] !== name) part.remove();
};

const putFacts = (root, { claims }, catalogue) => {
  const issuedOn = claims.issuedAt * 1000;
  const facts = explain(claims.number, isoDay(issuedOn), catalogue);
  put(root, 'name', claims.name);
  put(root, 'number', grouped(claims.number));
  put(root, 'issuedOn', dayWords(issuedOn));
  put(root, 'version', claims.version);
  choose(root, 'kind', facts.kind);
  if (claims.version === 1) root.querySelector('[data-later-version]')?.remove();
  for (const name of ['occupation', 'direction', 'grade', 'institution']) putPair(root, name, facts[name]);
};

const putList = (root, list, now) => {
  for (const place of root.querySelectorAll('[data-signed]')) {
    place.textContent = place.dataset.signed
      .replace('{0}', age(list.value.signedAt, now, place.dataset.now)).replace('{1}', instantWords(list.value.signedAt));
  }
  if (!isOld(list.value.signedAt, now)) root.querySelector('[data-old]')?.remove();
};

// The article of a verdict, made of the page's template for its face.
export const resultOf = ({ face, why, token }, held, domain, now) => {
  const article = document.querySelector(`template[data-face="${face}"]`).content.firstElementChild.cloneNode(true);
  choose(article, 'why', why);
  if (token && article.querySelector('.data')) putFacts(article, token, held.catalogue?.value);
  if (held.list) putList(article, held.list, now);
  const elsewhere = token?.host && token.host !== domain;
  if (elsewhere) put(article, 'host', token.host); else article.querySelector('[data-elsewhere]')?.remove();
  for (const link of article.querySelectorAll('[data-online]')) link.href = `/q/${token.text}`;
  return article;
};
