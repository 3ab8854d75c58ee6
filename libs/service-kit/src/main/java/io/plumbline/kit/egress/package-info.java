/// The way out of the organisation: which calls take its forward proxy, and how.
@NullMarked
package io.plumbline.kit.egress;

import org.jspecify.annotations.NullMarked;
