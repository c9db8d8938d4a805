/** The ten heavenly stems and twelve earthly branches, by the names used in Viet Nam. */
const CAN = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"] as const;
const CHI = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"] as const;

/** A year that was Giáp Tý, where the round of sixty begins. */
const GIAP_TY = 1984;

/** The name of a lunar year in the round of sixty, such as "Bính Ngọ" for 2026. Names are not translated. */
export function canChiYear(lunarYear: number): string {
  const place = (((lunarYear - GIAP_TY) % 60) + 60) % 60;
  return `${CAN[place % 10]} ${CHI[place % 12]}`;
}
