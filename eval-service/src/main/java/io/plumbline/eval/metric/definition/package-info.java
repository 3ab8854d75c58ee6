/// What callers and suites ask for when they ask for a metric: a name, options, negation, or a weighted set
/// of others; and the book that turns it into one. Plain Java without Spring.
@NullMarked
package io.plumbline.eval.metric.definition;

import org.jspecify.annotations.NullMarked;
