@NullMarked
package io.plumbline.monitoring.monitor;

import org.jspecify.annotations.NullMarked;
