import { afterEach, describe, expect, it } from "vitest";
import { openHouse, type House } from "../reliability/house.ts";
import { said } from "../reliability/said.ts";
import { codeFor, recordOf, settleCommune } from "./commune.ts";
import { converse, type Phone } from "./converse.ts";

const OFFICER = "Trần Văn Minh";
const HOUSEHOLD = "Pham Thi Luom";

/** Who holds which phone, and how the program is connected. */
const ROADS = [
  { household: "telegram", officer: "zalo", zaloOa: 4, mode: "webhook" },
  { household: "zalo", officer: "telegram", zaloOa: 2, mode: "polling" },
] as const;

let house: House | undefined;

afterEach(async () => {
  await house?.close();
  house = undefined;
});

describe("the first journey from end to end, through the vendors' fakes", { timeout: 120_000 }, () => {
  it.each(ROADS)(
    "household on $household, officer on $officer (OA type $zaloOa, Telegram by $mode)",
    async ({ household, officer, zaloOa, mode }) => {
      house = await openHouse({ TELEGRAM_MODE: mode }, { zaloOa });
      const open = house;
      const quiet = (): Promise<void> => open.quiet();
      await settleCommune(open);
      const officerCode = await codeFor(open, "person", OFFICER);
      const phones = { telegram: telegramPhone(open), zalo: zaloPhone(open) };
      const [minh, luom] = [phones[officer], phones[household]];

      // The officer shows who he is, and writes down a household that has said yes to him.
      await converse(minh, quiet, {
        opens: "chao em",
        answers: {
          "welcome.hello": "toi co ma moi",
          "join.code": ["khong co", ` ${officerCode.toLowerCase()} `],
          "address.address": "anh",
        },
        until: "join.staff_ready",
      });
      const made = await converse(minh, quiet, {
        opens: "ghi ho moi",
        answers: {
          "household_new.name": "pham thi luom",
          "common.sure": "dung roi",
          "household_new.unit": ["ấp 9", "ap 3"],
          "household_new.phone": ["so cua co ay la 12", "0912.345.679"],
          "household_new.similar": "[household_new.similar.options.new_one]",
          "household_new.head_address": "co",
          "household_new.birth_year": "1968",
          "household_new.check": "1",
          "consent.witnessed": ["da", "1"],
        },
        until: "household_new.made",
      });
      const code = /Mã mời[^:]*: (\w{6})/.exec(made.join("\n"))?.[1] ?? "";

      // The household arrives, is known by its code, and registers what it wants to do.
      await converse(luom, quiet, {
        opens: household === "telegram" ? `/start ${code}` : "alo",
        answers: { "welcome.hello": "1", "join.code": code, "address.address": "cô" },
        until: "join.next",
      });
      await converse(luom, quiet, {
        opens: "co",
        answers: { ...PLAN, "plan.check": "1" },
        until: "plan.sent",
      });
      expect(minh.inbox.at(-1)?.text).toMatch(said("review.decision"));

      // He asks for a change; she hears his words, mends the plan, and hears of the approval.
      await converse(minh, quiet, {
        opens: "2",
        answers: { "review.changes_reason": "Cô tính lại tiền giống giúp con" },
        until: "review.changes_asked",
      });
      expect(luom.inbox.at(-1)?.text).toContain("Cô tính lại tiền giống giúp con");
      await converse(luom, quiet, {
        opens: "1",
        answers: {
          "plan.check": ["sua", "dung roi"],
          "common.which_to_fix": "so tien con thieu",
          "plan.need_amount": "8tr",
          "plan.commit": "[plan.commit.options.commit]",
        },
        until: "plan.sent",
      });
      await converse(minh, quiet, { opens: "[review.decision.options.approve]", until: "review.approved" });
      expect(luom.inbox.some(({ text }) => said("plan_decided.approved").test(text))).toBe(true);

      // A month later she tells how it goes.
      await converse(luom, quiet, {
        opens: "bao tinh hinh",
        answers: {
          "progress.how": "cung tam tam",
          "terms.progress_questions.birds_sold": "bo qua",
          "progress.income": ["ban duoc it thoi", "2tr"],
          "common.sure": "dung roi",
          "progress.cost": "khong co",
          "progress.difficulty": "bo qua",
          "consent_photos.photos": "3",
          "progress.photo": "bo qua",
          "progress.check": "1",
        },
        until: "progress.gain",
      });
      expect(await recordOf(open, HOUSEHOLD)).toMatchObject({
        plans: [
          {
            status: "under_way",
            version: 2,
            livelihood: "poultry",
            need_amount: "8000000",
            expected_income: "2500000",
            starts_on: "2026-12-01",
          },
        ],
        consents: [{ purpose: "register", given: true }],
        diary: [
          { kind: "cost", amount: "0" },
          { kind: "income", amount: "2000000" },
        ],
        timers: [{ kind: "plan_year" }, { kind: "progress" }, { kind: "step" }],
      });
      expect(open.alarms).toEqual([]);
    },
  );

  it("keeps nothing that was not agreed to, and asks again when it is wanted", async () => {
    house = await openHouse({}, { zaloOa: 4 });
    const open = house;
    const quiet = (): Promise<void> => open.quiet();
    await settleCommune(open);
    const code = await codeFor(open, "household", "Nguyễn Thị Sáu");
    const son = zaloPhone(open);
    await converse(son, quiet, {
      opens: "alo",
      answers: {
        "welcome.hello": "1",
        "join.code": code,
        "address.address": "anh",
        "consent.register": ["da", "toi khong dong y"],
      },
      until: "consent.refused",
    });
    expect(await recordOf(open, "Nguyễn Thị Sáu")).toMatchObject({
      plans: [],
      consents: [{ purpose: "register", given: false }],
    });
    open.push(60_000);
    await converse(son, quiet, {
      opens: "dang ky ke hoach",
      answers: { ...PLAN, "consent.register": ["u", "Tôi đồng ý"], "plan.check": "1" },
      until: "plan.sent",
    });
    expect(await recordOf(open, "Nguyễn Thị Sáu")).toMatchObject({
      plans: [{ status: "submitted", version: 1 }],
      consents: [
        { purpose: "register", given: false },
        { purpose: "register", given: true },
      ],
    });
  });
});

const PLAN = {
  "plan.livelihood": ["nuoi con gi bay gio ta", "nuoi ga"],
  "terms.plan_questions.poultry_many": "100 con ga ta, sau nha",
  "terms.plan_questions.poultry_place": "2 cong dat, chuong cu",
  "plan.needs": "thieu von",
  "plan.need_amount": ["cung kha", "5 trieu"],
  "common.sure": "dung roi",
  "common.which": "1",
  "terms.plan_questions.poultry_buyer": "bo qua",
  "plan.goal": "1",
  "plan.income_now": "3 trieu",
  "plan.steps": "duoc",
  "plan.starts_on": "dau thang sau",
  "plan.expected_income": "2 trieu ruoi",
  "plan.commit": "co",
} as const;

function telegramPhone(open: House): Phone {
  return open.telegram.person({ id: 4_001, first_name: "Lượm", language_code: "vi" });
}

function zaloPhone(open: House): Phone {
  if (open.zalo === null) throw new Error("there is no Zalo here");
  const person = open.zalo.person({ name: "Anh Minh" });
  person.follows();
  return person;
}
