/// What a sample of scored items allows one to say: intervals, tests, and the decisions of a gate's check.
///
/// Pure functions over numbers, without Spring and without text. Every decision comes with an interval, a
/// p-value and a sentence, and may be [io.plumbline.eval.statistics.Outcome#INCONCLUSIVE]: a gate that must say
/// yes or no on too few items is a coin. Special functions come from Apache Commons Statistics. Random numbers
/// come from a seed, and the same seed gives the same bits on every machine.
@NullMarked
package io.plumbline.eval.statistics;

import org.jspecify.annotations.NullMarked;
