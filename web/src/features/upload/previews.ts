import type { NewFile } from '@/lib/portal.ts';
import type { PlannedFile } from './planner.ts';

const LONGEST_SIDE = 640;
const MEDIA_TYPE = 'image/jpeg';
const VIDEO_PATIENCE_MS = 5_000;

/**
 * A small picture of a report's first image or video, made on this device and sealed with it.
 * Undefined where there is none or the browser cannot draw it: a preview is never a reason to fail.
 */
export async function previewOf(files: readonly PlannedFile[]): Promise<NewFile | undefined> {
  const first = files.find(({ mediaType }) => /^(?:image|video)\//.test(mediaType));
  if (first === undefined || first.mediaType === 'image/svg+xml') {
    return undefined;
  }
  try {
    const picture = first.mediaType.startsWith('image/')
      ? await ofImage(first.file)
      : await ofVideo(first.file);
    const taken = new Set(files.map((file) => file.name.toLowerCase()));
    let name = 'preview.jpg';
    for (let copy = 2; taken.has(name); copy++) {
      name = `preview (${copy}).jpg`;
    }
    return { name, mediaType: MEDIA_TYPE, role: 'preview', source: picture };
  } catch {
    return undefined;
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
  const address = URL.createObjectURL(file);
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
  return canvas.convertToBlob({ type: MEDIA_TYPE, quality: 0.8 });
}
