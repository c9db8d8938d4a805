/** SQL of the name of unit `column` (with its table, such as h.unit_id) on day `day` (a parameter such as $2), or the last name that it had. */
export function unitName(column: string, day: string): string {
  return `(SELECT called.name FROM unit_versions called WHERE called.unit_id = ${column} AND called.valid_from <= ${day}
    ORDER BY called.valid_from DESC LIMIT 1)`;
}
