/// Limits of routes, scopes and keys.
@NullMarked
package io.plumbline.gateway.limit;

import org.jspecify.annotations.NullMarked;
