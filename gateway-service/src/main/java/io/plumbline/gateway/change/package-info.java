/// Changes of what the gateway itself is configured with: providers and routes.
@NullMarked
package io.plumbline.gateway.change;

import org.jspecify.annotations.NullMarked;
