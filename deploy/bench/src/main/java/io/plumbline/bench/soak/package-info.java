/// Whether the gateway stays as it is under load for a long time: its memory, and its memory of calls.
@NullMarked
package io.plumbline.bench.soak;

import org.jspecify.annotations.NullMarked;
