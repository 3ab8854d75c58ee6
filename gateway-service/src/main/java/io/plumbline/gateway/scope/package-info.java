/// Whose calls budgets and limits are for.
@NullMarked
package io.plumbline.gateway.scope;

import org.jspecify.annotations.NullMarked;
