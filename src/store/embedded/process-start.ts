import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When the process of that number began, in the system's own notation, or undefined where none is alive.
 *
 * Numbers of processes are given out again, within minutes in a container; number and start together are not.
 * A process that has ended and only waits to be collected counts as gone.
 */
export function processStart(pid: number): string | undefined {
  return process.platform === "linux" ? startFromProc(pid) : startFromPs(pid);
}

/** A name for the process that no other process on this machine ever has; it begins with the number. */
export function processName(pid: number): string {
  return `${pid}~${encodeURIComponent(processStart(pid) ?? "gone")}`;
}

function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in the second field may hold blanks and brackets; state (3) and start time (22) follow it. See proc(5).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return line.startsWith("Z") || line === "" ? undefined : line.replace(/^\S+\s+/, "");
  } catch {
    return undefined;
  }
}
