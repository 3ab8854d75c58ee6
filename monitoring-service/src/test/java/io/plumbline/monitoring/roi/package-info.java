@NullMarked
package io.plumbline.monitoring.roi;

import org.jspecify.annotations.NullMarked;
