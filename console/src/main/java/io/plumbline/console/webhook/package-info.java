/// Webhooks of the registry.
@NullMarked
package io.plumbline.console.webhook;

import org.jspecify.annotations.NullMarked;
