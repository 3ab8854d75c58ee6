@NullMarked
package io.plumbline.monitoring.drift;

import org.jspecify.annotations.NullMarked;
