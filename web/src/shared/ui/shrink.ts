const longest = 1600;
const heaviest = 300_000;

/** The size a picture is drawn at: never larger than it is, its longer side at most 1,600 px. */
export function fit(width: number, height: number, limit = longest): { width: number; height: number } {
  const scale = Math.min(1, limit / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const encode = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality),
  );

/** Draws a photo anew as a JPEG of at most 300 KB: what the camera wrote beside the picture, such as the place, is left behind. */
export async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    let limit = longest;
    let smallest: Blob | undefined;
    for (const quality of [0.85, 0.75, 0.65, 0.6, 0.55]) {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, fit(bitmap.width, bitmap.height, limit));
      const pen = canvas.getContext('2d');
      if (!pen) break;
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      smallest = await encode(canvas, quality);
      if (smallest.size <= heaviest) return smallest;
      if (quality <= 0.65) limit = Math.round(limit * 0.8);
    }
    if (!smallest) throw new Error('no picture');
    return smallest;
  } finally {
    bitmap.close();
  }
}
