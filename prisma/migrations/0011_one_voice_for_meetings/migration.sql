-- The ladder of the deadline reminds of the quarterly meeting, and what the task of the same meeting had planned is taken back.
DELETE FROM timers WHERE kind = 'meeting_due' AND fired_at IS NULL;
