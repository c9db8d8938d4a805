/**
 * What is to be done about a refusal. `refresh`: another token was tried and refused as well. `upload_again` is done where
 * files are sent; met elsewhere, nothing helps. `other_outlet` is done by the outlet (v2.0) before anybody hears of it.
 */
export type Remedy =
  | "refresh"
  | "retry"
  | "upload_again"
  | "other_outlet"
  | "morning"
  | "tomorrow"
  | "closed"
  | "person"
  | "money"
  | "set_up"
  | "template"
  | "give_up";

type Table = Readonly<Partial<Record<Remedy, readonly number[]>>>;

/** openapi.zalo.me: docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi (16/9/2026). What is not listed is given up. */
const OPENAPI: Table = {
  refresh: [-216, -220],
  retry: [-32],
  upload_again: [-100],
  morning: [-234],
  closed: [-230, -232],
  person: [-213, -217, -218, -227, -244],
  money: [-211, -224, -320, -321],
  set_up: [-204, -205, -209, -212, -219, -221, -223, -240, -242, 401, 403, 404],
  other_outlet: [-235],
  give_up: [-200, -201, -210, -214, -233, -237, -238, -241, -248, -249, -403],
};

/**
 * business.openapi.zalo.me: zalo.cloud/zns/guidelines/handle-error-code (20/8/2026). The same number means another thing
 * than on the other host. A limit of the day is over at midnight, but nothing is pushed before six.
 */
const BUSINESS: Table = {
  refresh: [-124],
  retry: [-100, -32],
  morning: [-133],
  tomorrow: [-144, -147, -1472],
  person: [-108, -110, -114, -118, -119, -139, -140, -141],
  money: [-115, -126, -136, -137],
  set_up: [
    -101, -102, -103, -104, -105, -117, -120, -1201, -1202, -1241, -125, -127, -135, -1351, -138, -1381, -145,
    401, 403, 404,
  ],
  template: [-109, -131, -132, -146],
  give_up: [
    -111, -112, -1121, -1122, -1123, -1124, -113, -1131, -116, -121, -122, -130, -1441, -1471, -148, -149,
    -1491, -150, -158, -159, -160, -161, -162,
  ],
};

export type Host = "openapi" | "business";
const HOSTS: Readonly<Record<Host, ReadonlyMap<number, Remedy>>> = {
  openapi: byCode(OPENAPI),
  business: byCode(BUSINESS),
};

/** What a refusal asks for; a code that we do not know is given up, since trying again could send twice. */
export function remedyFor(code: number, host: Host): Remedy {
  return HOSTS[host].get(code) ?? "give_up";
}

/** Whether the host's documents list this code. */
export function isKnown(code: number, host: Host): boolean {
  return HOSTS[host].has(code);
}

function byCode(table: Table): ReadonlyMap<number, Remedy> {
  const remedies: readonly Remedy[] = [
    "refresh",
    "retry",
    "upload_again",
    "other_outlet",
    "morning",
    "tomorrow",
    "closed",
    "person",
    "money",
    "set_up",
    "template",
    "give_up",
  ];
  return new Map(
    remedies.flatMap((remedy) => (table[remedy] ?? []).map((code): [number, Remedy] => [code, remedy])),
  );
}
