@NullMarked
package io.plumbline.eval.optimiser.search;

import org.jspecify.annotations.NullMarked;
