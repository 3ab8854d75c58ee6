/// Inference from a sample of scored items: intervals, tests, and the decisions of a gate's checks.
///
/// Pure functions over numbers, without Spring and without text. Every decision has an interval, a p-value and a
/// sentence, and may be [io.plumbline.eval.statistics.check.CheckOutcome#INCONCLUSIVE]: a forced yes or no on too
/// few items would be a coin toss. Special functions come from Apache Commons Statistics. Random numbers are
/// seeded, and equal seeds give the same bits on every machine.
@NullMarked
package io.plumbline.eval.statistics;

import org.jspecify.annotations.NullMarked;
