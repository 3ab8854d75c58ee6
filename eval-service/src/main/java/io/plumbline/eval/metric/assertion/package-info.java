/// Metrics that check an answer against a predicate rather than a reference: it contains a text, it is JSON of
/// some form, it was fast enough. Each scores 1 or 0. Plain Java without Spring.
@NullMarked
package io.plumbline.eval.metric.assertion;

import org.jspecify.annotations.NullMarked;
