/// The comparison of two variants over a fixed time.
@NullMarked
package io.plumbline.monitoring.comparison;

import org.jspecify.annotations.NullMarked;
