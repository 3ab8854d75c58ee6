/// Changes of the gateway's configuration: providers, routes, budgets and limits.
@NullMarked
package io.plumbline.gateway.change;

import org.jspecify.annotations.NullMarked;
