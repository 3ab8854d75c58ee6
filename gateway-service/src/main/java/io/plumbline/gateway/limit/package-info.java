/// Limits of routes and keys, in this replica.
@NullMarked
package io.plumbline.gateway.limit;

import org.jspecify.annotations.NullMarked;
