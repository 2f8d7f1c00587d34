// From a picture or the camera to the text of the QR code in it. Nothing of either leaves the device.
const longestSides = [1600, 1000, 5000];
const largestArea = 16e6;
const margin = 16;
const patience = 20000;
const pause = 150;
const frameSide = 1080;

export const largestFile = 20 * 1024 * 1024;

// One picture after the other; one that takes too long is given up, and the decoder begins anew.
export class Decoder {
  last = Promise.resolve();

  constructor(address) { this.address = address; this.start(); }

  start() { this.worker = new Worker(this.address); }

  decode(pixels) {
    this.last = this.last.then(() => this.next(pixels));
    return this.last;
  }

  async next({ data, width, height }) {
    const worker = this.worker;
    let late;
    const text = await new Promise(done => {
      worker.onmessage = event => done(event.data);
      worker.onerror = () => done(null);
      late = setTimeout(() => { worker.terminate(); this.start(); done(null); }, patience);
      worker.postMessage({ pixels: data.buffer, width, height }, [data.buffer]);
    });
    clearTimeout(late);
    return text;
  }
}

// Pixels of a source at a size, on white with a margin: a code cut to its edge, or on nothing, is found too.
const pixelsOf = (source, width, height, area) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width + 2 * margin, height + 2 * margin];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, ...area, margin, margin, width, height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  canvas.width = 0;
  return pixels;
};

// How large a picture is looked at: in steps that find most codes quickly, then as it is.
const sizesOf = (width, height) => {
  const most = Math.min(1, Math.sqrt(largestArea / (width * height)));
  const scales = longestSides.map(side => Math.min(most, side / Math.max(width, height)));
  return [...new Set(scales)].map(scale => [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]);
};

// Null where there is no code; throws for a file that is no picture.
export const readPicture = async (file, decoder) => {
  const picture = await createImageBitmap(file);
  try {
    const { width, height } = picture;
    for (const size of sizesOf(width, height)) {
      const text = await decoder.decode(pixelsOf(picture, ...size, [0, 0, width, height]));
      if (text) return text;
    }
    return null;
  } finally {
    picture.close();
  }
};

// Shows the camera and looks for a code until one is found or it is stopped; the camera is off afterwards in either case.
export class Camera {
  constructor(video, decoder) { this.video = video; this.decoder = decoder; }

  // The text, or null when it was stopped; throws what the browser refuses with.
  async read() {
    const token = this.token = {};
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false, video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
    const release = () => { for (const track of stream.getTracks()) track.stop(); this.video.srcObject = null; };
    try {
      this.video.srcObject = stream;
      await this.video.play();
      while (this.token === token) {
        const text = await this.frame();
        if (text && this.token === token) return text;
        await new Promise(next => setTimeout(next, pause));
      }
      return null;
    } finally {
      release();
    }
  }

  stop() { this.token = null; }

  // The square in the middle, which is what the page shows.
  frame() {
    const { videoWidth, videoHeight } = this.video;
    const side = Math.min(videoWidth, videoHeight);
    if (!side) return null;
    const size = Math.min(side, frameSide);
    return this.decoder.decode(pixelsOf(this.video, size, size, [(videoWidth - side) / 2, (videoHeight - side) / 2, side, side]));
  }
}
