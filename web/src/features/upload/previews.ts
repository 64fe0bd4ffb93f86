import { blobAddress } from '@/lib/media/blobAddress.ts';
import type { NewFile } from '@/lib/portal.ts';
import { freeName } from './names.ts';
import type { PlannedFile } from './planner.ts';

const LONGEST_SIDE = 640;
const MEDIA_TYPE = 'image/jpeg';
const DRAWN = /^(?:image|video)\/|^application\/pdf$/;
const VIDEO_PATIENCE_MS = 5_000;

/** Draws what the browser does not draw by itself; rejects where it cannot either. */
export type Draw = (file: Blob, mediaType: string, longestSide: number) => Promise<OffscreenCanvas>;

/**
 * Small pictures of reports that are still to be sent, made on this device, one after the other and
 * each once. Undefined where there is none: a preview is never a reason to fail.
 */
export class Previews {
  readonly #draw: Draw;
  readonly #made = new WeakMap<readonly PlannedFile[], Promise<Blob | undefined>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** The picture of a report's middle image, or of its first file that has one. */
  of(files: readonly PlannedFile[]): Promise<Blob | undefined> {
    let picture = this.#made.get(files);
    if (picture === undefined) {
      picture = this.#last.then(() => this.#picture(files)).catch(() => undefined);
      this.#made.set(files, picture);
      this.#last = picture;
    }
    return picture;
  }

  /** The picture as a file to be sealed with the report. */
  async asFile(files: readonly PlannedFile[]): Promise<NewFile | undefined> {
    const source = await this.of(files);
    if (source === undefined) {
      return undefined;
    }
    return {
      name: freeName(files, 'preview', 'jpg'),
      mediaType: MEDIA_TYPE,
      role: 'preview',
      source,
    };
  }

  async #picture(files: readonly PlannedFile[]): Promise<Blob | undefined> {
    const images = files.filter(({ mediaType }) => mediaType === 'application/dicom');
    const { file, mediaType } =
      images[images.length >> 1] ?? files.find((one) => DRAWN.test(one.mediaType)) ?? {};
    if (file === undefined || mediaType === undefined || mediaType === 'image/svg+xml') {
      return undefined;
    }
    if (mediaType.startsWith('image/')) {
      return ofImage(file);
    }
    if (mediaType.startsWith('video/')) {
      return ofVideo(file);
    }
    return encoded(await this.#draw(file, mediaType, LONGEST_SIDE));
  }
}

async function ofImage(file: File): Promise<Blob> {
  const image = await createImageBitmap(file);
  try {
    return await drawn(image, image.width, image.height);
  } finally {
    image.close();
  }
}

async function ofVideo(file: File): Promise<Blob> {
  const address = blobAddress(file);
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.preload = 'auto';
    video.src = address;
    await happened(video, 'loadeddata');
    video.currentTime = Math.min(1, video.duration / 2);
    await happened(video, 'seeked');
    return await drawn(video, video.videoWidth, video.videoHeight);
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
}

function happened(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      reject(new Error('the video cannot be shown'));
    };
    video.addEventListener(
      event,
      () => {
        resolve();
      },
      { once: true },
    );
    video.addEventListener('error', fail, { once: true });
    setTimeout(fail, VIDEO_PATIENCE_MS);
  });
}

async function drawn(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('no canvas to draw on');
  }
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return encoded(canvas);
}

function encoded(canvas: OffscreenCanvas): Promise<Blob> {
  return canvas.convertToBlob({ type: MEDIA_TYPE, quality: 0.8 });
}
