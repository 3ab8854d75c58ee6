/// Channels of alerts and their deliveries.
@NullMarked
package io.plumbline.console.alert.channel;

import org.jspecify.annotations.NullMarked;
