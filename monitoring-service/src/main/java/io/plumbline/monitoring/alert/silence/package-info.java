/// Silences: times in which certain alerts send no messages.
@NullMarked
package io.plumbline.monitoring.alert.silence;

import org.jspecify.annotations.NullMarked;
