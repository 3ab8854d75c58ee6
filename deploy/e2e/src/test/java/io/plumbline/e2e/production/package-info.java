/// That nothing reaches production that was not evaluated and approved, whatever is written in whatever order.
@NullMarked
package io.plumbline.e2e.production;

import org.jspecify.annotations.NullMarked;
