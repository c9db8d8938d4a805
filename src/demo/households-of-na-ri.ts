import type { StoryHousehold } from "./story-household.ts";
import { reported, underWay } from "./story-scenes.ts";

const BOTH = ["register", "photos"] as const;

export const HOUSEHOLDS_OF_NA_RI: readonly StoryHousehold[] = [
  {
    name: "Thạch Sa Rươl",
    address: "chu",
    born: 1970,
    hamlet: "Ấp 4",
    officer: "naRi",
    account: "zalo:sa-ruol",
    consents: BOTH,
    scenes: [
      ...underWay(
        {
          livelihood: "cow",
          own_contribution: "rơm 5 công lúa, chuồng lá",
          needs: "loan",
          need_amount: 30_000_000,
          first_step: "Mua 2 con bò cái lai",
          startsIn: -80,
          expected_income: 2_000_000,
          resultIn: 280,
        },
        3,
      ),
      reported(2, "slow", 0, 700_000),
      reported(1, "slow", 150_000, 600_000),
    ],
  },
  {
    name: "Kim Thị Sô Thia",
    address: "ba",
    born: 1959,
    hamlet: "Ấp 4",
    officer: "naRi",
    account: null,
    consents: ["register"],
    scenes: [
      {
        when: { daysAgo: 2 },
        by: "officer",
        does: "plan",
        plan: {
          livelihood: "pig",
          own_contribution: "rau muống, cám; cháu ngoại phụ",
          needs: "stock",
          need_amount: 6_000_000,
          first_step: "Làm lại nền chuồng heo",
          startsIn: 12,
          expected_income: 1_500_000,
          resultIn: 160,
        },
      },
    ],
  },
  {
    name: "Danh Thị Hồng",
    address: "chi",
    born: 1983,
    hamlet: "Ấp 4",
    officer: "naRi",
    account: "zalo:hong",
    consents: ["register"],
    scenes: [],
  },
];
