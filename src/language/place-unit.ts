/** One unit of any level, of today or of the past, as the index of places takes it. */
export type PlaceUnit = {
  id: string;
  /** Official code, where one exists. */
  code: string | null;
  /** The name alone, without the type: `An Hội`, `5`. */
  name: string;
  /** In lower case, as the law calls it: `phường`, `xã`, `huyện`, `tỉnh`, `ấp`. Anything else is taken as a hamlet. */
  type: string;
  /** The id of the unit around it; null for a province. */
  parent: string | null;
  /** Types that the unit had before, under the same code: an `xã` that became a `phường`. */
  formerTypes?: readonly string[];
  /** Names that it had before, or has in people's mouths. */
  aliases?: readonly string[];
  /** Units of today that hold its land. Missing where the unit itself exists today. */
  today?: readonly string[];
};

export type PlaceLevel = "province" | "district" | "commune" | "hamlet";

/** The levels that a unit of this type may have; a city was of two. */
export function levelsOf(type: string): readonly PlaceLevel[] {
  return LEVELS.get(type) ?? ["hamlet"];
}

const LEVELS: ReadonlyMap<string, readonly PlaceLevel[]> = new Map<string, readonly PlaceLevel[]>([
  ["tỉnh", ["province"]],
  ["thành phố", ["province", "district"]],
  ["huyện", ["district"]],
  ["quận", ["district"]],
  ["thị xã", ["district"]],
  ["xã", ["commune"]],
  ["phường", ["commune"]],
  ["thị trấn", ["commune"]],
  ["đặc khu", ["commune"]],
]);
