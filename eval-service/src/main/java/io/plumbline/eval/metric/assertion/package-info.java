/// Metrics that hold an answer against what was said of it, rather than against a reference: it contains
/// this, it is JSON of that form, it took no longer. Each scores 1 if it holds and 0 if it does not. Plain
/// Java without Spring.
@NullMarked
package io.plumbline.eval.metric.assertion;

import org.jspecify.annotations.NullMarked;
