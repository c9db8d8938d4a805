import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import { fold } from "../language/normalise.ts";
import type { Sql } from "../turns/ports.ts";

const PersonRow = z.object({ id: z.string(), name: z.string() });

/** The one person of staff with this name or id, of now or of before; an AppError where there is none, or several. */
export async function personOf(sql: Sql, text: string): Promise<z.infer<typeof PersonRow>> {
  const people = await sql.rows(
    PersonRow,
    `SELECT p.id, p.name FROM people p WHERE p.id::text = $1
       OR (p.folded = $2 AND EXISTS (SELECT FROM roles r WHERE r.person_id = p.id))`,
    [text, fold(text)],
  );
  const [person, other] = people;
  if (person === undefined || other !== undefined)
    throw new AppError(
      "no_such_person",
      `${person === undefined ? "Nobody has" : "More than one person has"} the name ${text} and a role: give the person's id (sinh-ke people shows it).`,
      1,
    );
  return person;
}
