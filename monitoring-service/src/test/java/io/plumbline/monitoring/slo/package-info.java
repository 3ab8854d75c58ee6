@NullMarked
package io.plumbline.monitoring.slo;

import org.jspecify.annotations.NullMarked;
