import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { appendAudit } from "../audit/append.ts";
import { keepSettings, organisationAt, organisationOf, settingsOf } from "../units/organisation-settings.ts";
import { addOrganisation, ownPlace } from "./letterhead.ts";

const SetRow = z.object({ name: z.string().nullable(), on: z.string() });
const ACT = "plan_approvals_set";

/** How many yeses a plan of the leader's own unit needs now, and who said so last. `none` where she leads no place. */
export const planApprovals = command({
  name: "units.plan_approvals",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const { sql, now } = context;
    const own = await ownPlace(context);
    if (own === null) return { code: "none" };
    const around = { unit: own.unit, kind: "union", on: localDateOf(now) };
    const id = (await organisationAt(sql, around)) ?? (await organisationOf(sql, around));
    const [last] = await sql.rows(
      SetRow,
      `SELECT p.name, (a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS on FROM audit a LEFT JOIN people p ON p.id = a.person_id
       WHERE a.action = '${ACT}' AND a.object_id = $1 ORDER BY a.id DESC LIMIT 1`,
      [id ?? ""],
    );
    const approvals = id === null ? 1 : ((await settingsOf(sql, id)).plan_approvals ?? 1);
    return {
      code: "ok",
      value: {
        place: own.name,
        steps: approvals === 2 ? "two" : "one",
        set_by: last?.name ?? null,
        set_on: last?.on ?? null,
      },
    };
  },
});

/** Sets it, for plans that are decided from now on; who did so and when is on record. */
export const setPlanApprovals = command({
  name: "units.set_plan_approvals",
  takes: z.object({ steps: ChoiceId.pipe(z.enum(["one", "two"])) }),
  codes: ["none"],
  async run(context, { steps }) {
    const { sql, now, me, channel } = context;
    const own = await ownPlace(context);
    if (own === null) return { code: "none" };
    const around = { unit: own.unit, kind: "union", on: localDateOf(now) };
    const id = (await organisationAt(sql, around)) ?? (await addOrganisation(context, own));
    const plan_approvals = steps === "two" ? 2 : 1;
    await keepSettings(sql, id, { plan_approvals });
    const object = { kind: "organisation", id };
    await appendAudit(
      sql,
      { person: me.person, action: ACT, object, road: channel, detail: { plan_approvals } },
      now,
    );
    return { code: "ok", value: { place: own.name } };
  },
});
