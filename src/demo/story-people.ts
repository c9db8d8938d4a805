import type { Address } from "../domain/roles.ts";

/**
 * The demo commune. It does not exist, and neither does anybody in it: names are common ones of the Mekong delta, put
 * together by chance.
 */
export const STORY_UNITS = {
  province: { name: "Vĩnh Long", type: "tinh" },
  commune: { name: "Bình Phú Đông", type: "xa" },
  hamlets: ["Ấp 1", "Ấp 2", "Ấp 3", "Ấp 4", "Ấp 5"],
} as const;

/** Units of today exist since the two-level administration of 1/7/2025. */
export const STORY_BEGINS = "2025-07-01";

export const STORY_ORGANISATIONS = {
  province: "Tỉnh Đoàn Vĩnh Long",
  commune: "Đoàn xã Bình Phú Đông",
} as const;

export type StoryOfficial = {
  key: "minh" | "naRi" | "hanh" | "khoa";
  name: string;
  address: Address;
  born: number;
  role: "officer" | "leader" | "province";
  at: "commune" | "province";
  /** The simulated account; the part before the colon says which channel it imitates. */
  account: string;
};

export const STORY_OFFICIALS: readonly StoryOfficial[] = [
  {
    key: "minh",
    name: "Trần Văn Minh",
    address: "anh",
    born: 2002,
    role: "officer",
    at: "commune",
    account: "zalo:minh",
  },
  {
    key: "hanh",
    name: "Lê Thị Mỹ Hạnh",
    address: "chi",
    born: 1994,
    role: "leader",
    at: "commune",
    account: "telegram:hanh",
  },
  {
    key: "khoa",
    name: "Nguyễn Đăng Khoa",
    address: "anh",
    born: 1990,
    role: "province",
    at: "province",
    account: "telegram:khoa",
  },
  {
    key: "naRi",
    name: "Sơn Thị Na Ri",
    address: "chi",
    born: 1999,
    role: "officer",
    at: "commune",
    account: "telegram:na-ri",
  },
];
