/** What one look saw, and what is to be done about it; null where it is well. */
export type Finding = { check: string; saw: string; todo: string | null };
