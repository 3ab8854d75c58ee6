/// The comparison of two sets of vectors.
@NullMarked
package io.plumbline.monitoring.drift.statistics;

import org.jspecify.annotations.NullMarked;
