import { z } from "zod";

/** Under which name a restore leaves word for the program's next start. */
export const RESTORED_KEY = "restored";

/** From which moment the record is, and when it was put back: what fell due in between may have been said already. */
export const Restored = z.object({ backup: z.coerce.date(), at: z.coerce.date() });
export type Restored = z.infer<typeof Restored>;
