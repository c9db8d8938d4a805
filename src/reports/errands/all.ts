import type { Errand } from "../../turns/errand.ts";
import { figureList } from "./figure-list.ts";
import { readWord } from "./read-word.ts";
import { reportDraft } from "./report-draft.ts";

export const reportErrands: readonly Errand[] = [reportDraft, readWord, figureList];
