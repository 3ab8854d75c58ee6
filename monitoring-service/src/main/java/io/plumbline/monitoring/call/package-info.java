/// Single calls through the gateway, and their sums by hour.
@NullMarked
package io.plumbline.monitoring.call;

import org.jspecify.annotations.NullMarked;
