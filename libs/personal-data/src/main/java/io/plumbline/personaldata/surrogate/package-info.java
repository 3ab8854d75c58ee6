/// Invented values in place of real ones: the same kind, the same form, nobody's.
@NullMarked
package io.plumbline.personaldata.surrogate;

import org.jspecify.annotations.NullMarked;
