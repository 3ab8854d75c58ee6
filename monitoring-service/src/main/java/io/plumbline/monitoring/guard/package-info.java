/// What the guards do to calls, over time.
@NullMarked
package io.plumbline.monitoring.guard;

import org.jspecify.annotations.NullMarked;
