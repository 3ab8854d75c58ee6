/// Calls per route and variant, by minute.
@NullMarked
package io.plumbline.monitoring.window;

import org.jspecify.annotations.NullMarked;
