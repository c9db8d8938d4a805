/** The types of unit that have a union of their own and owe reports: communes, wards, the towns of before 2025. */
export const COMMUNE_TYPES = ["xa", "phuong", "thi_tran", "dac_khu"] as const;
