import { AppError } from "../domain/app-error.ts";

/** One command: its arguments after its name. Prints to standard output; throws an AppError for what goes wrong. */
export type CliCommand = (args: string[]) => Promise<void>;

/** Each is loaded when it is called for, so that a small one is quick. */
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  parse: async () => (await import("./parse.ts")).parse,
  calendar: async () => (await import("./calendar.ts")).calendar,
  flows: async () => (await import("./flows.ts")).flows,
  invite: async () => (await import("./invite.ts")).invite,
  locales: async () => (await import("./locales.ts")).locales,
  chat: async () => (await import("./chat.ts")).chat,
  demo: async () => (await import("./demo.ts")).demo,
  doctor: async () => (await import("./doctor/doctor.ts")).doctor,
  import: async () => (await import("./import.ts")).importFile,
  export: async () => (await import("./export.ts")).exportFile,
  target: async () => (await import("./target.ts")).target,
  paper: async () => (await import("./paper.ts")).paper,
  report: async () => (await import("./report.ts")).report,
  units: async () => (await import("./units.ts")).units,
  audit: async () => (await import("./audit.ts")).audit,
  message: async () => (await import("./message.ts")).message,
  zalo: async () => (await import("./zalo.ts")).zalo,
  organisation: async () => (await import("./organisation.ts")).organisation,
  people: async () => (await import("./people.ts")).people,
  keys: async () => (await import("./keys.ts")).keys,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
};

const USAGE = `sinh-ke COMMAND

  parse KIND [--now ISO] [--options "a,b,c"] [--direction forward|back] [--region south]   read one answer per line from standard input
  calendar lunar DATE… | solar DATE… [--leap] | holidays YEAR | deadlines --from D --to D
  flows check | flows show NAME [--locale vi]
  locales check
  chat [--as NAME]                             talk in the terminal
  units import [FILE]                          without a file: all of Viet Nam as published
  units show CODE [--on DATE]
  units merge --into CODE --from CODE,CODE --on DATE [--document "…"] [--name "…" --type xa]
  units split CODE --part "NAME[=TYPE]" … [--homes FILE] [--rest NAME] --on DATE    FILE: a code and its part a line
  units quota CODE [--year Y] [--kind commune|hamlet|group|household|taking_part --set N] [--document "…"]
  units designate CODE --kind hamlet --choose CODE [--year Y] [--back]    a model of the year, or taken back
  units rename CODE [--name "…"] [--type phuong] --on DATE [--document "…"]
  units end CODE [--on DATE] [--document "…"]   one that has nobody, such as one made by mistake
  units move CODE --to CODE --on DATE [--document "…"]
  organisation show --unit CODE [--kind union|committee|state]
  organisation set --unit CODE --name "…" --place "…" [--above "…"] [--mark …] [--recipients "a; b"] [--addressed "a; b"]
               [--office "…"] [--signer "…"] [--behalf "…"] [--basis "a; b"] [--form union|state]
               [--questions N]                how its papers look; how many questions a household gets in a week
  demo load [--households N] [--seed S]
  backup FILE [--passphrase-file FILE]         everything in one encrypted file
  restore FILE [--passphrase-file FILE] [--check] [--force]
  import households FILE [--unit CODE] [--dry-run] [--strict] [--hidden skip|take] [--column "HEADING=FIELD"]
                    [--decision NUMBER] [--from DAY] [--as PERSON]
  import households --template FILE            an empty list to fill in
  invite officer|leader --name NAME --unit CODE    a one-use code for somebody of the staff
  invite --sheet FILE.pdf --unit CODE          cards with codes for the households that no phone answers for yet
  invite --revoke CODE | --household CODE      makes a code worth nothing, or all open ones of a household
  export households --unit CODE --out FILE [--as PERSON]
  audit [--household CODE] [--person NAME] [--from D] [--to D]    who read or changed what
  audit --verify                               whether the trail is as it was written
  message ID [--again] | message --failed      one message's way; what did not leave, and sending it again
  zalo connect                                 a link by which the Official Account's administrator consents
  zalo template NAME NUMBER | zalo templates   messages that go as templates which Zalo approved
  people list [--unit CODE] [--role ROLE] [--on D]    who has which role where
  people give NAME --role ROLE --unit CODE [--on D] | end NAME --role ROLE [--unit CODE] [--on D]
  keys rotate                                  lock everything under a new key
  target --unit CODE --year YEAR --value N --figure CODE | --label "…" [--measure percent] [--reached N]
  report build --period 2027-H1 --unit CODE --out FILE.docx   the report as it stands, or as it was handed in
  report build … --out FILE.xlsx               its annexes
  paper list --unit CODE                       meetings and handovers that papers can be made of
  paper minutes|participants|invitation|handover --of ID --out FILE.docx [--as PERSON]
  paper households --unit CODE --out FILE.docx [--as PERSON]
  doctor [--try CHANNEL:ID] [--wait SECONDS]   checks settings, machine, database and vendors; writes to one person and waits
                                               for her answer; says what to do

Add --json for machine-readable output.
`;

/** The lines of the usage that are about one command, with those that go on below them. */
function usageOf(name: string): string {
  const lines = USAGE.split("\n");
  const own = lines.filter((line, at) => {
    const begins = lines.slice(0, at + 1).findLast((one) => /^ {2}\S/.test(one));
    return begins?.trim().split(/\s/)[0] === name && line.trim() !== "" && line.startsWith("  ");
  });
  return `${["sinh-ke", ...own].join("\n")}\n`;
}

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(USAGE);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new AppError(
      "no_such_command",
      `There is no command "${name}". Run sinh-ke help to see what there is.`,
      1,
    );
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(usageOf(name));
    return;
  }
  const run = await command();
  await run(args);
}

// Whoever reads only the first lines (`| head`) has closed the pipe: nothing is left to say.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = error instanceof AppError ? error.exit : 2;
});
