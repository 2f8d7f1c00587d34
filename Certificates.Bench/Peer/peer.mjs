// What others run to make such a certificate: a page of HTML, printed to PDF by Chromium, signed by a library with a key in PKCS #12.
// node peer.mjs <count> <at once> <key.p12> <chromium>; prints how long it took, in seconds, and the bytes of a file.
import { readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import QRCode from 'qrcode';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';

const [count, atOnce, key, chromium] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4], process.argv[5]];
const template = readFileSync(new URL('page.html', import.meta.url), 'utf8');
const p12 = readFileSync(key);
// As long as a token is, and of the same alphabet.
const token = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(9);

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const pages = await Promise.all(Array.from({ length: atOnce }, () => browser.newPage()));

const make = async (page, i) => {
  const number = `Z000111040126100${String(i).padStart(5, '0')}X`;
  const qr = await QRCode.toString(`HTTPS://VERIFY.EXAMPLE.CN/Q/${String(i).padStart(6, 'A')}${token}`, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  const filled = { number, name: `余敏${'静宇博婷欣'[i % 5]}`, id: `9916431992011${String(i % 100000).padStart(5, '0')}`, qr };
  await page.setContent(template.replace(/\{\{(\w+)\}\}/g, (_, name) => filled[name]), { waitUntil: 'load' });
  const printed = Buffer.from(await page.pdf({ format: 'A4', landscape: true, printBackground: true, preferCSSPageSize: true }));
  const withPlace = plainAddPlaceholder({ pdfBuffer: printed, reason: '签发', contactInfo: '', name: '示范数字技术评价中心', location: '' });
  return new SignPdf().sign(withPlace, new P12Signer(p12, { passphrase: '' }));
};

const run = async number => {
  let next = 0, bytes = 0;
  const start = process.hrtime.bigint();
  await Promise.all(pages.map(async page => { while (next < number) bytes = (await make(page, next++)).length; }));
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, bytes };
};

await run(atOnce * 3); // warm
console.log(JSON.stringify(await run(count)));
await browser.close();
