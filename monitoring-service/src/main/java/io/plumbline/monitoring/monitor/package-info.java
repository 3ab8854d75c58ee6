/// Monitors: sequential detection of lasting changes in the calls of a route.
@NullMarked
package io.plumbline.monitoring.monitor;

import org.jspecify.annotations.NullMarked;
