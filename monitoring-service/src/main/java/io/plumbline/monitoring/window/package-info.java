/// Calls per route and variant, minute by minute.
@NullMarked
package io.plumbline.monitoring.window;

import org.jspecify.annotations.NullMarked;
