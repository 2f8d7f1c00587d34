// Looks for a QR code in pixels, beside the page, so that the page never stands still.
importScripts('jsqr.js');

self.onmessage = ({ data: { pixels, width, height } }) => {
  let text = null;
  try {
    text = jsQR(new Uint8ClampedArray(pixels), width, height, { inversionAttempts: 'dontInvert' })?.data || null;
  } catch { /* what breaks the decoder is no code */ }
  self.postMessage(text);
};
