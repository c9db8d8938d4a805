import { fileURLToPath } from "node:url";

/** The directory that holds `flows/`, `locales/` and `prisma/`; the same from `src/` and from `dist/`. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
