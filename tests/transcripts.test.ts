import { replayTranscripts } from "./support/transcripts.ts";

// The other half is in `transcripts-other-half.test.ts`, so that two workers share what takes longest.
replayTranscripts(0);
