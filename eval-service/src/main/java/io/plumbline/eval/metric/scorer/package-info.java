/// Metrics that somebody else computes, asked over HTTP.
@NullMarked
package io.plumbline.eval.metric.scorer;

import org.jspecify.annotations.NullMarked;
