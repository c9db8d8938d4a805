import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shippedLibrary } from "../support/library.ts";
import { readOwnSteps } from "../../src/casework/templates/own-steps.ts";
import { nextRisk, proposedSteps, seasonOf } from "../../src/casework/templates/season.ts";
import { LIVELIHOODS_DIR, readTemplates, templateOf } from "../../src/casework/templates/templates.ts";

const library = shippedLibrary();
const templates = [...readTemplates(LIVELIHOODS_DIR).values()];
const goat = templateOf("goat");

function told(text: string): string[] {
  return readOwnSteps(text, "2026-12-05").map(({ what, on }) => `${on} ${what}`);
}

describe("the livelihoods", () => {
  it("are those that the plan offers, but for the household's own", () => {
    const step = library.flows.get("plan")?.byId.get("livelihood");
    const offered = step?.do === "choose" ? (step.options ?? []) : [];
    expect(templates.map(({ livelihood }) => livelihood).toSorted()).toEqual(
      offered.filter((option) => option !== "other").toSorted(),
    );
  });

  it.each(["vi", "en"])("have words for all their codes in %s", (locale) => {
    const codes = templates.flatMap((template) => [
      ...template.questions.map((code) => `plan_questions.${code}`),
      ...template.steps.map(({ code }) => `plan_steps.${code}`),
      ...template.inputs.map(({ code }) => `plan_inputs.${code}`),
      ...template.risks.map(({ code }) => `plan_risks.${code}`),
      ...template.ask_officer.map((code) => `plan_advice.${code}`),
      `progress_questions.${template.progress.what}`,
      `livelihoods.${template.livelihood}`,
    ]);
    expect(codes.filter((code) => !library.words.has(locale, `terms.${code}`))).toEqual([]);
  });

  it("put their costs forward as hints: dated, with a source, to be confirmed", () => {
    const inputs = templates.flatMap((template) => template.inputs);
    expect(inputs.filter(({ to_confirm, source }) => !to_confirm || source === "")).toEqual([]);
    expect(templates.filter(({ as_of }) => as_of < "2026-01")).toEqual([]);
  });

  it("are named by file and place where one is wrong", () => {
    const folder = mkdtempSync(join(tmpdir(), "livelihoods-"));
    writeFileSync(join(folder, "goat.yaml"), "livelihood: goat\nas_of: soon\n");
    expect(() => readTemplates(folder)).toThrow(/goat\.yaml.*as_of/s);
  });
});

describe("a plan from a template", () => {
  it("has its steps from the day on which it begins, those of one month some days apart", () => {
    if (goat === null) throw new Error("goats are gone");
    expect(proposedSteps(goat, "2026-12-31").map(({ what, on }) => `${what} ${on}`)).toEqual([
      "goat_pen 2026-12-31",
      "goat_buy 2027-01-31",
      "goat_vaccine 2027-02-28",
      "goat_kids 2027-07-31",
      "goat_sell 2027-10-31",
    ]);
    const cow = templateOf("cow");
    expect(
      cow === null
        ? []
        : proposedSteps(cow, "2026-12-01")
            .slice(0, 2)
            .map(({ on }) => on),
    ).toEqual(["2026-12-01", "2026-12-11"]);
  });

  it("says when the season does not suit, and which risk comes first", () => {
    if (goat === null) throw new Error("goats are gone");
    expect(["2026-12-01", "2026-09-10", "2026-06-01"].map((on) => seasonOf(goat, on))).toEqual([
      "good",
      "poor",
      "fair",
    ]);
    expect(nextRisk(goat, "2027-02-10")).toEqual({ code: "goat_bloat", on: "2027-05-10" });
  });
});

describe("steps in a household's own words", () => {
  it.each([
    ["tháng 12 sửa chuồng, tháng 1 mua giống", ["2026-12-05 sửa chuồng", "2027-01-01 mua giống"]],
    ["sua chuong roi mua giong roi ban", ["2026-12-05 sua chuong", "2027-01-05 mua giong", "2027-02-05 ban"]],
    [
      "sửa chuồng\nbán dê tháng 10\nmua dê 15/1",
      ["2026-12-05 sửa chuồng", "2027-01-15 mua dê", "2027-10-01 bán dê"],
    ],
    ["13/12/2026 Cải tạo ao, thả tôm;", ["2026-12-13 Cải tạo ao, thả tôm"]],
    ["13/12/2026 Cải tạo ao, thả tôm", ["2026-12-13 Cải tạo ao, thả tôm"]],
    ["13/12/2026 Cải tạo ao, 20/1/2027 thả tôm", ["2026-12-13 Cải tạo ao", "2027-01-20 thả tôm"]],
    ["mua 2,5 tấn phân", ["2026-12-05 mua 2,5 tấn phân"]],
    [" , ; ", []],
  ])("%s", (text, steps) => {
    expect(told(text)).toEqual(steps);
  });

  it("are six at most", () => {
    expect(readOwnSteps("a\nb\nc\nd\ne\ng\nh", "2026-12-05")).toHaveLength(6);
  });
});
