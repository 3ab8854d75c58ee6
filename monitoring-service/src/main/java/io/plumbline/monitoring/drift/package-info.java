/// Semantic drift: whether the texts of a route's calls have changed their meaning since a baseline.
@NullMarked
package io.plumbline.monitoring.drift;

import org.jspecify.annotations.NullMarked;
