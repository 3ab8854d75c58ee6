/// Subscriptions, which send alerts to channels.
@NullMarked
package io.plumbline.console.alert.subscription;

import org.jspecify.annotations.NullMarked;
