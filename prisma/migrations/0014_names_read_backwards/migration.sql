-- Names are looked for by their end, which is what people are called. Prisma has no word for an index of an expression.
CREATE INDEX "households_by_end" ON "households" (reverse("head_folded") text_pattern_ops);
