import { replayTranscripts } from "./support/transcripts.ts";

replayTranscripts(1);
