/// Errors as RFC 9457 problem details.
@NullMarked
package io.plumbline.kit.problem;

import org.jspecify.annotations.NullMarked;
