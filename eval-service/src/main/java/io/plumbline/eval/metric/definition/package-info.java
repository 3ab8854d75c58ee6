/// Definitions of metrics for callers and suites: a name, options, negation, or a weighted set; and their
/// resolution. Plain Java without Spring.
@NullMarked
package io.plumbline.eval.metric.definition;

import org.jspecify.annotations.NullMarked;
