/// Subscriptions: which alerts go to which channel, grouping, repetition and escalation.
@NullMarked
package io.plumbline.monitoring.alert.subscription;

import org.jspecify.annotations.NullMarked;
