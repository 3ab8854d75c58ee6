/// Text metrics whose numbers equal those of their reference implementations: `./plumbline bench conformance`
/// proves it.
///
/// Plain Java without Spring. Other packages use [io.plumbline.eval.metric.definition.MetricCatalog] to find a
/// metric, [io.plumbline.eval.metric.Metric] and [io.plumbline.eval.metric.ScoredCorpus] to score,
/// [io.plumbline.eval.metric.TextPair] as input.
@NullMarked
package io.plumbline.eval.metric;

import org.jspecify.annotations.NullMarked;
