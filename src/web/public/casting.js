// @ts-check
/** @typedef {import("./shapes.js").Person} Person @typedef {import("./shapes.js").Vendor} Vendor */

/** Who is to be seen first on each of the three phones. @type {readonly { role: string, channel: Vendor }[]} */
export const PARTS = [
  { role: "household", channel: "zalo" },
  { role: "officer", channel: "zalo" },
  { role: "leader", channel: "telegram" },
];

/**
 * One person for each phone: whoever was there last, else whoever fits the part best; nobody twice while others are
 * left.
 *
 * @param {readonly Person[]} people @param {readonly (string | null)[]} before ids, one for each part
 * @returns {(Person | null)[]}
 */
export function cast(people, before) {
  /** @type {Set<string>} */
  const taken = new Set();
  const chosen = PARTS.map((_, index) =>
    take(
      people.find(({ id }) => id === before[index]),
      taken,
    ),
  );
  return chosen.map((person, index) => {
    if (person !== null) return person;
    const part = PARTS[index];
    const free = people.filter(({ id }) => !taken.has(id));
    const fitting = free.filter(({ roles }) => part !== undefined && roles.includes(part.role));
    const best = fitting.find(({ channel }) => part !== undefined && channel === part.channel);
    return take(best || fitting[0] || free[0] || people[0], taken);
  });
}

/** @param {Person | undefined} person @param {Set<string>} taken */
function take(person, taken) {
  if (person === undefined) return null;
  taken.add(person.id);
  return person;
}
