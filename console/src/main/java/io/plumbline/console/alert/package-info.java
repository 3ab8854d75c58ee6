/// Alerts of monitors and service level objectives.
@NullMarked
package io.plumbline.console.alert;

import org.jspecify.annotations.NullMarked;
