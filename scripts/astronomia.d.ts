// The library ships no types: these are the few calls that the generator makes. Angles in radians, times as
// Julian days in terrestrial time.
declare module "astronomia" {
  type Coord = { lon: number; lat: number; range: number };
  export const elp: { Moon: new (series: object) => { position(jde: number): Coord } };
  export const planetposition: { Planet: new (series: object) => { position(jde: number): Coord } };
  export const moonphase: { meanLunarMonth: number; newMoon(decimalYear: number): number };
  export const deltat: { deltaT(decimalYear: number): number };
  export const solar: {
    trueVSOP87(earth: object, jde: number): Coord;
    apparentVSOP87(earth: object, jde: number): Coord;
    aberration(range: number): number;
  };
}
declare module "astronomia/data/elpMppDe" {
  const series: object;
  export default series;
}
declare module "astronomia/data/vsop87Bearth" {
  const series: object;
  export default series;
}
