/// Inspection of text under a policy without forwarding it.
@NullMarked
package io.plumbline.gateway.inspection;

import org.jspecify.annotations.NullMarked;
