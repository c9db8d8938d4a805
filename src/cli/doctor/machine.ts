import { systemClock } from "../../clock.ts";
import type { Config } from "../../config.ts";
import { fontFiles, PICTURE_FONT } from "../../documents/pictures/fonts.ts";
import type { Finding } from "../../domain/finding.ts";
import { freeRoom } from "../../store/free-room.ts";

const GIGABYTE = 1024 ** 3;
/** Below this a week of pictures, or one backup, may fill it. */
const LEAST_GIGABYTES = 2;
/** Beyond this reminders come on the wrong minute, and vendors' stamps look wrong. */
const MOST_SKEW_MS = 60_000;
const PATIENCE_MS = 5_000;

/** What the machine itself has to have: room on the disk, letters for pictures, a clock that is right. */
export async function examineMachine(config: Config): Promise<Finding[]> {
  return [await disk(config.DATA_DIR), await fonts(), await clock(config)];
}

async function disk(folder: string): Promise<Finding> {
  try {
    const free = (await freeRoom(folder)) / GIGABYTE;
    const saw = `${free.toFixed(1)} GB free at ${folder}`;
    return {
      check: "disk",
      saw,
      todo: free < LEAST_GIGABYTES ? "Make room, or set DATA_DIR to a larger disk." : null,
    };
  } catch (error) {
    return {
      check: "disk",
      saw: `${folder}: ${error instanceof Error ? error.message : String(error)}`,
      todo: "Set DATA_DIR to a folder that this user may write.",
    };
  }
}

async function fonts(): Promise<Finding> {
  try {
    const files = await fontFiles();
    return { check: "letters for pictures", saw: `${PICTURE_FONT}, ${files.length} weights`, todo: null };
  } catch {
    return {
      check: "letters for pictures",
      saw: `${PICTURE_FONT} cannot be read`,
      todo: "Run npm ci again.",
    };
  }
}

/** By the date that a vendor's server puts on its answer, whatever the answer is. */
async function clock(config: Config): Promise<Finding> {
  const check = "clock";
  const root =
    config.ZALO_OA_ID !== undefined
      ? config.ZALO_OPENAPI_ROOT
      : config.TELEGRAM_BOT_TOKEN !== undefined
        ? config.TELEGRAM_API_ROOT
        : null;
  if (root === null)
    return {
      check,
      saw: `${systemClock.now().toISOString()}; no vendor is set up to compare it with`,
      todo: null,
    };
  try {
    const answer = await fetch(root, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    const theirs = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(theirs)) return { check, saw: `${root} does not say what time it is`, todo: null };
    const skew = systemClock.now().getTime() - theirs;
    const saw = `${Math.abs(Math.round(skew / 1000))} s ${skew < 0 ? "behind" : "ahead of"} ${root}`;
    return {
      check,
      saw,
      todo: Math.abs(skew) > MOST_SKEW_MS ? "Keep the clock by NTP (timedatectl set-ntp true)." : null,
    };
  } catch {
    return {
      check,
      saw: `offline: ${root} cannot be reached`,
      todo: "Check the network, its DNS and the proxy: without it nobody can be written to.",
    };
  }
}
