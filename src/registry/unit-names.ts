/** SQL of the name of unit `column` (with its table, such as h.unit_id) on day `day` (a parameter such as $2), or the last name that it had. */
export function unitName(column: string, day: string): string {
  return `(SELECT v.name FROM unit_versions v WHERE v.unit_id = ${column} AND v.valid_from <= ${day}
    ORDER BY v.valid_from DESC LIMIT 1)`;
}
