/// Text metrics with the same results as their reference implementations, and the conformance check that proves
/// it.
///
/// Plain Java without Spring. Other packages use [io.plumbline.eval.metric.MetricCatalog] to find a metric,
/// [io.plumbline.eval.metric.Metric] and [io.plumbline.eval.metric.ScoredCorpus] to score,
/// [io.plumbline.eval.metric.TextPair] as input.
@NullMarked
package io.plumbline.eval.metric;

import org.jspecify.annotations.NullMarked;
