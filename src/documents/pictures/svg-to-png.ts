import { renderAsync } from "@resvg/resvg-js";
import { fontFiles, PICTURE_FONT } from "./fonts.ts";

/**
 * Draws an SVG as a PNG of `width` pixels, off the main thread. Text is set in the picture font whatever the machine has;
 * give `font-family="Be Vietnam Pro"` and the weights 400 or 700.
 */
export async function svgToPng(svg: string, width: number): Promise<Buffer> {
  const picture = await renderAsync(svg, {
    fitTo: { mode: "width", value: width },
    background: "white",
    font: {
      loadSystemFonts: false,
      fontFiles: await fontFiles(),
      defaultFontFamily: PICTURE_FONT,
      sansSerifFamily: PICTURE_FONT,
    },
  });
  return picture.asPng();
}
