/// Webhooks: events of the registry sent to a team's own addresses.
@NullMarked
package io.plumbline.registry.webhook;

import org.jspecify.annotations.NullMarked;
