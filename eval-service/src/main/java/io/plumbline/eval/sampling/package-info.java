/// Which items a judge looks at when it does not look at all, and what follows for all from those.
@NullMarked
package io.plumbline.eval.sampling;

import org.jspecify.annotations.NullMarked;
