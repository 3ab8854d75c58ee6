/// The cost of calls.
@NullMarked
package io.plumbline.gateway.price;

import org.jspecify.annotations.NullMarked;
