/** Width and height of a PNG picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The size a PNG's head states; `undefined` for what is no PNG.
 *
 * @see https://www.w3.org/TR/png-3/#11IHDR
 */
export function pngSize(bytes: Uint8Array | undefined): PictureSize | undefined {
  if (bytes === undefined || bytes.length < 33 || signature.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Why a picture is not of a size; `undefined` where it is. */
export function notOfSize(bytes: Uint8Array | undefined, wanted: PictureSize): string | undefined {
  const size = pngSize(bytes);
  if (size?.width === wanted.width && size.height === wanted.height) return undefined;
  const asked = `${wanted.width} × ${wanted.height}`;
  if (bytes === undefined) return `there is no picture of ${asked}`;
  return size === undefined ? `it is no PNG of ${asked}` : `it is ${size.width} × ${size.height} and not ${asked}`;
}
