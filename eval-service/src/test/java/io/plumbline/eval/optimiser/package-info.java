@NullMarked
package io.plumbline.eval.optimiser;

import org.jspecify.annotations.NullMarked;
