@NullMarked
package io.plumbline.monitoring.cost;

import org.jspecify.annotations.NullMarked;
