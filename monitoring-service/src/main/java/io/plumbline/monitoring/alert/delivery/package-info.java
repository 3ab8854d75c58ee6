/// Deliveries of messages about alerts: the outbox, its attempts and their outcome.
@NullMarked
package io.plumbline.monitoring.alert.delivery;

import org.jspecify.annotations.NullMarked;
