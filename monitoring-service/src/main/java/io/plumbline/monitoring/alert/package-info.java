/// Alerts of monitors and service level objectives, and their incidents.
@NullMarked
package io.plumbline.monitoring.alert;

import org.jspecify.annotations.NullMarked;
