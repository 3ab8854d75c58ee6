/// Scopes: the calls to which budgets and limits apply.
@NullMarked
package io.plumbline.gateway.scope;

import org.jspecify.annotations.NullMarked;
