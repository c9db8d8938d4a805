import { describe, expect, it } from "vitest";
import { cardSvg } from "../../src/casework/pictures/card-svg.ts";
import { escapeXml, evenLines, linesOf, textBlock } from "../../src/documents/pictures/svg-text.ts";
import { svgToPng } from "../../src/documents/pictures/svg-to-png.ts";

const PNG = "89504e470d0a1a0a";
const LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ0123456789.,:–";
const TONES = "áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ";

function drawn(text: string, bold = false): Promise<Buffer> {
  const block = textBlock([text], { x: 4, y: 30, size: 24, bold });
  return svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="60" height="44">${block}</svg>`, 60);
}

describe("pictures", () => {
  it("draws every Vietnamese letter, each one its own", async () => {
    const empty = (await drawn(" ")).toString("hex");
    expect(empty.startsWith(PNG)).toBe(true);
    const seen = new Map<string, string>([[empty, " "]]);
    for (const letter of LETTERS + TONES) {
      const picture = (await drawn(letter)).toString("hex");
      expect(seen.get(picture), `${letter} looks like another letter, or like nothing`).toBeUndefined();
      seen.set(picture, letter);
    }
  });

  it("draws bold text bolder, and letters that came apart as one", async () => {
    expect((await drawn("Đường", true)).equals(await drawn("Đường"))).toBe(false);
    expect((await drawn("Đường".normalize("NFD"))).equals(await drawn("Đường"))).toBe(true);
  });

  it("takes what people wrote for text", () => {
    expect(escapeXml(`<b> & "bò'`)).toBe("&#60;b&#62; &#38; &#34;bò&#39;");
  });

  it("breaks lines between words, cuts what is too long, and says that something was left out", () => {
    expect(linesOf("sửa chuồng, mua giống", 10, 73, 3)).toEqual(["sửa chuồng,", "mua giống"]);
    expect(linesOf("một hai ba bốn năm sáu", 10, 40, 2)).toEqual(["một hai", "ba bốn…"]);
    expect(linesOf("aaaaaaaaaa", 10, 34, 4)).toEqual(["aaaaaa", "aaaa"]);
    expect(linesOf("  ", 10, 100, 2)).toEqual([]);
  });
});

it.each([
  ["Ngân hàng Chính sách xã hội", ["Ngân hàng Chính", "sách xã hội"]],
  ["Số hộ có kế hoạch được duyệt", ["Số hộ có kế", "hoạch được duyệt"]],
  ["Vốn vay", ["Vốn vay"]],
])("breaks %s evenly", (name, lines) => {
  expect(evenLines(name, 34, 432, 2)).toEqual(lines);
});

/** As tall as the drawing says that it is. */
function height(svg: string): number {
  return Number(/height="(\d+)"/.exec(svg)?.[1]);
}

it("makes a plan card as tall as what stands on it, and writes nothing over anything", () => {
  const card = {
    title: "Kế hoạch làm cây giống, hoa kiểng",
    house: "Nhà anh Nguyễn Văn Lộc",
    goal: null,
    stepsTitle: "Việc sắp tới",
    steps: [
      { when: "15/12/2026", what: "Che lưới vườn ươm, gieo 1.000 bầu sầu riêng, làm giàn tưới nhỏ giọt" },
    ],
    figures: [],
    done: 0,
    all: 1,
    progress: "0/1",
    foot: "Nhắn",
  };
  const svg = cardSvg(card);
  const at = (text: string): number => Number(new RegExp(` y="(\\d+)"[^>]*>${text}`).exec(svg)?.[1]);
  expect(at("Nhà anh")).toBeGreaterThanOrEqual(at("giống, hoa kiểng") + 60);
  const one = cardSvg({ ...card, title: "Kế hoạch nuôi dê", steps: [] });
  expect(height(svg)).toBeGreaterThan(height(one) + 150);
});
