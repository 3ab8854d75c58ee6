/// Egress: which calls use the forward proxy, and how.
@NullMarked
package io.plumbline.kit.egress;

import org.jspecify.annotations.NullMarked;
