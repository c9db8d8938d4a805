import { describe, expect, test } from "vitest";
import { json, run } from "./run.ts";

describe("sinh-ke", () => {
  test("help says what there is", async () => {
    const ran = await run(["help"]);
    expect(ran).toMatchObject({ code: 0, errors: "" });
    expect(ran.lines.join("\n")).toMatch(/parse KIND.*\n.*calendar lunar/);
  });

  test.concurrent.each([
    [["sing"], 'There is no command "sing". Run sinh-ke help'],
    [["toString"], 'There is no command "toString"'],
    [["parse"], "Say what to read: money, number"],
    [["parse", "height"], "Say what to read: money, number"],
    [["parse", "choice"], "Give the options: parse choice --options"],
    [["parse", "date", "--now", "noon"], "--now noon is no time: write it like 2026-11-22T09:00:00+07:00."],
    [["parse", "money", "--fast"], "Unknown option '--fast'"],
    [["calendar"], "Say what: calendar lunar, solar, holidays or deadlines."],
    [["calendar", "lunar"], "Give a date, or - to read dates"],
    [["calendar", "lunar", "2030-02-31"], "There is no 2030-02-31: write a date like 2030-02-02."],
    [["calendar", "deadlines", "--from", "2026-11-01"], "Give both days: calendar deadlines --from"],
    [["flows"], "Say what: flows check, or flows show NAME"],
    [["flows", "show", "dance"], "There is no flow dance. There are: "],
    [["flows", "show", "plan", "--locale", "fr"], "There are no words in fr. There are: vi, en"],
    [["locales"], "Say what: locales check."],
    [["message"], "Say which: sinh-ke message ID"],
    [
      ["zalo", "dance"],
      "Say what to do: sinh-ke zalo connect, sinh-ke zalo templates, or sinh-ke zalo template NAME NUMBER.",
    ],
    [["target", "--unit", "x"], "Say what is aimed at: target --unit CODE --year 2027"],
    [["report"], "Say which report and where to: report build --period 2027-H1"],
    [
      ["report", "build", "--period", "2027", "--unit", "x", "--out", "a.docx"],
      'no report for the period "2027"',
    ],
  ])("%j ends with 1, one plain line and what to do", async (args, said) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 1, lines: [] });
    expect(ran.errors).toContain(said);
    expect(ran.errors.trimEnd()).not.toContain("\n");
    expect(ran.errors).not.toMatch(/ at .*\.js:\d/);
  });
});

describe("sinh-ke calendar", () => {
  test.concurrent.each([
    [["lunar", "2030-02-02"], { lunar: "1/1/2030", leap: false }],
    [["solar", "1/1/2030"], { solar: "2030-02-02" }],
    [["solar", "1/6/2025", "--leap"], { solar: "2025-07-25" }],
  ])("%j", async (args, day) => {
    const ran = await run(["calendar", ...args, "--json"]);
    expect(ran).toMatchObject({ code: 0, errors: "" });
    expect(json(ran)).toMatchObject([day]);
  });

  test("reads many dates from standard input, and says them for people", async () => {
    const ran = await run(["calendar", "lunar", "-"], "2030-02-02\n2026-02-17\n");
    expect(ran.lines).toEqual(["1/1/2030, năm Canh Tuất", "1/1/2026, năm Bính Ngọ"]);
  });

  test("holidays come with their reason, deadlines with every reminder", async () => {
    const holidays = json(await run(["calendar", "holidays", "2026", "--json"]));
    expect(holidays).toContainEqual(expect.objectContaining({ date: "2026-09-02" }));
    const deadlines = json(
      await run(["calendar", "deadlines", "--from", "2026-11-01", "--to", "2026-12-15", "--json"]),
    );
    expect(deadlines).toMatchObject([{ due: "2026-11-30", lastWorkingDay: "2026-11-27" }]);
    expect(JSON.stringify(deadlines)).toContain("2026-11-17");
  });
});

describe("sinh-ke flows and locales", () => {
  test.concurrent.each(["flows", "locales"])(
    "%s check finds nothing wrong with what is shipped",
    async (what) => {
      const ran = await run([what, "check"]);
      expect(ran).toMatchObject({ code: 0, errors: "" });
      expect(ran.lines.at(-1)).toMatch(/^0 errors, \d+ warnings$/);
    },
  );

  test("flows show draws a flow with its words", async () => {
    const ran = await run(["flows", "show", "language", "--locale", "en"]);
    expect(ran.code).toBe(0);
    expect(ran.lines[0]).toMatch(/^flowchart/);
    expect(ran.lines.join("\n")).toContain("Choose a language");
  });
});
