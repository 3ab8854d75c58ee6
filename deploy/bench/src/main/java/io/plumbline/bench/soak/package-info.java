/// Tests whether the gateway is stable under load for a long time: its memory, and its record of calls.
@NullMarked
package io.plumbline.bench.soak;

import org.jspecify.annotations.NullMarked;
