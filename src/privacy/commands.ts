import type { Command } from "../turns/command.ts";
import type { Errand } from "../turns/errand.ts";
import { answerRequest, openRequests, requestOf } from "./answer-request.ts";
import { makeRequest } from "./make-request.ts";
import { askCopy, myData, summary } from "./my-data.ts";
import { lastRequest } from "./my-requests.ts";

export const privacyCommands: readonly Command[] = [
  summary,
  askCopy,
  makeRequest,
  lastRequest,
  openRequests,
  requestOf,
  answerRequest,
];

export const privacyErrands: readonly Errand[] = [myData];
