/// Limits of routes, of scopes and of keys.
@NullMarked
package io.plumbline.gateway.limit;

import org.jspecify.annotations.NullMarked;
