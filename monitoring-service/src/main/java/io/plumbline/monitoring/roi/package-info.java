/// Return on investment: each figure with its interval, inputs and method.
@NullMarked
package io.plumbline.monitoring.roi;

import org.jspecify.annotations.NullMarked;
