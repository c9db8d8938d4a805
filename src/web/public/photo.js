// @ts-check

/** The longest side of a photo as it is sent, in pixels: enough to read, small enough for a slow line. */
const LONGEST_SIDE = 1280;
/** A data URL of more than this would not fit into a request. */
const MOST_CHARACTERS = 900000;

/** The photo scaled down, as a data URL; null where the file is no picture. @param {File} file @returns {Promise<string | null>} */
export async function scaledPhoto(file) {
  const picture = await opened(await dataUrlOf(file));
  if (picture === null) return null;
  for (let side = LONGEST_SIDE; side >= 320; side /= 2) {
    const made = drawn(picture, side);
    if (made === null || made.length <= MOST_CHARACTERS) return made;
  }
  return null;
}

/** @param {HTMLImageElement} picture @param {number} side */
function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
  const brush = canvas.getContext("2d");
  if (brush === null) return null;
  // A picture with holes in it would turn black as a JPEG.
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.8);
}

/** @param {File} file @returns {Promise<string>} */
function dataUrlOf(file) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("loadend", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.readAsDataURL(file);
  });
}

/** @param {string} url @returns {Promise<HTMLImageElement | null>} */
function opened(url) {
  return new Promise((resolve) => {
    const picture = new Image();
    picture.addEventListener("load", () => resolve(picture.naturalWidth > 0 ? picture : null));
    picture.addEventListener("error", () => resolve(null));
    picture.src = url;
  });
}
