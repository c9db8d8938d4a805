/** What a person can be at a unit. A role reaches the unit's subtree and nothing else. */
export const ROLES = [
  "household",
  "helper",
  "officer",
  "leader",
  "province",
  "viewer",
  "administrator",
] as const;
export type Role = (typeof ROLES)[number];

/** The roles of those who work with households, as opposed to those who look on from above. */
export const FIELD_ROLES = ["officer", "leader"] as const satisfies readonly Role[];

/** How people are addressed, as the record keeps it. */
export const ADDRESSES = ["co", "chu", "bac", "anh", "chi", "ong", "ba", "em"] as const;
export type Address = (typeof ADDRESSES)[number];
