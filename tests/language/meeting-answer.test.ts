import { expect, test } from "vitest";
import { meetingAnswer } from "../../src/language/meeting-answer.ts";

test.each([
  ["dạ mai con đi họp được", "coming"],
  ["da mai con di hop duoc nghen", "coming"],
  ["chắc vợ tui đi họp thay", "coming"],
  ["thứ bảy tui đi họp được nghen", "coming"],
  ["bữa họp tui có đi", "coming"],
  ["tui sẽ đi họp", "coming"],
  ["thôi đi được", "coming"],
  ["bữa họp tui bận", "cannot"],
  ["bua hop tui ban roi em", "cannot"],
  ["hom hop do tui khong di duoc", "cannot"],
  ["mai tui hông đi họp được, mắc đám giỗ", "cannot"],
  ["tui đi họp không được nghen", "cannot"],
  ["xin vắng buổi họp nghen em", "cannot"],
  ["không đi được", "cannot"],
  ["họp thì để coi đã", "perhaps"],
  ["chưa biết đi họp được không", "perhaps"],
  // Asked, over, of something else.
  ["họp mấy giờ vậy con", null],
  ["đi họp được không em", null],
  ["đi họp được tiền không", null],
  ["họp xong rồi", null],
  ["hôm qua đi họp vui lắm", null],
  ["tui mới bán hộp sữa", null],
  ["lam hop dong duoc roi", null],
  ["bữa nay bận quá", null],
  ["ban heo cho truong hop do duoc", null],
  ["đi được", "coming"],
])("%s: %s", (line, answer) => {
  expect(meetingAnswer(line)).toBe(answer);
});
