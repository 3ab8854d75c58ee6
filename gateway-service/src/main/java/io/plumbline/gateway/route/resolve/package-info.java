/// Resolves the model that a call names: to a route, a variant, and the targets in the order of use.
@NullMarked
package io.plumbline.gateway.route.resolve;

import org.jspecify.annotations.NullMarked;
