/// Access to the other services.
@NullMarked
package io.plumbline.eval.sibling;

import org.jspecify.annotations.NullMarked;
