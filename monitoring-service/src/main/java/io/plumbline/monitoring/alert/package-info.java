/// Alerts of monitors, service level objectives, costs and drift, their incidents and acknowledgements.
@NullMarked
package io.plumbline.monitoring.alert;

import org.jspecify.annotations.NullMarked;
