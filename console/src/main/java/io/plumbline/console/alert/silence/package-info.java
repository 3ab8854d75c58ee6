/// Silences of alerts.
@NullMarked
package io.plumbline.console.alert.silence;

import org.jspecify.annotations.NullMarked;
