/// Changes of what the gateway itself is configured with: providers, routes, budgets and limits.
@NullMarked
package io.plumbline.gateway.change;

import org.jspecify.annotations.NullMarked;
