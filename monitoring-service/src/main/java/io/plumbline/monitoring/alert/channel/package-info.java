/// Channels of alerts: where messages about alerts go, and how each kind receives them.
@NullMarked
package io.plumbline.monitoring.alert.channel;

import org.jspecify.annotations.NullMarked;
