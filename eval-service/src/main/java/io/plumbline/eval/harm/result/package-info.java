/// The results of harm measurements and their statistics.
@NullMarked
package io.plumbline.eval.harm.result;

import org.jspecify.annotations.NullMarked;
