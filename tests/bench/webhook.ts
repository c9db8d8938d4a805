import { linesOf } from "../reliability/stranger.ts";
import { benchDatabase } from "./database.ts";
import { drive, startStub, type Drive } from "./drive.ts";
import { print, quantile, quantiles, round } from "./figures.ts";
import { telegramFront, zaloFront, type Front } from "./fronts.ts";
import { startListening } from "./listening-program.ts";

/**
 * How long a vendor waits for its 200, which comes after the event is on disk: at full load, with 50 people who write as
 * fast as they are answered, and at half of the turns a second that came of it. For Telegram, and for Zalo whose signatures
 * are looked at. One JSON line each. Argument: seconds of each part (15).
 */
const [seconds = "15"] = process.argv.slice(2);
const AT_ONCE = 50;
const GOAL_MS = { full: 200, half: 100 } as const;
const lines = linesOf({ id: 1 }).map(({ types }) => types);

const database = await benchDatabase();
const stub = await startStub();
const { url, program } = await startListening(database.url, {
  ...telegramFront.settings(stub.root),
  ...zaloFront.settings(stub.root),
});
try {
  for (const front of [telegramFront, zaloFront]) {
    await drive(url, stub, lines, { atOnce: AT_ONCE, seconds: 3, front });
    const full = await measure(front, "full", { atOnce: AT_ONCE });
    await measure(front, "half", { atOnce: AT_ONCE, perSecond: full / 2 });
  }
} finally {
  await program.stop();
  stub.close();
  await database.drop();
}
process.exit(0);

async function measure(front: Front, load: "full" | "half", plan: Drive): Promise<number> {
  const driven = await drive(url, stub, lines, { ...plan, seconds: Number(seconds), front });
  const perSecond = driven.turns / driven.seconds;
  const goal = GOAL_MS[load];
  print({
    bench: "webhook_answer",
    channel: front.name,
    load,
    turns_per_second: round(perSecond, 0),
    ...quantiles("ack_ms", driven.ackMs),
    ...quantiles("reply_ms", driven.replyMs),
    goal_p99_ms: goal,
    reached: quantile(driven.ackMs, 0.99) < goal,
  });
  return perSecond;
}
