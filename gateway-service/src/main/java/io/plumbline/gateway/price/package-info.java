/// What a call costs.
@NullMarked
package io.plumbline.gateway.price;

import org.jspecify.annotations.NullMarked;
