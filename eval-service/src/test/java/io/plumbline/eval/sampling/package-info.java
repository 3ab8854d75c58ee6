@NullMarked
package io.plumbline.eval.sampling;

import org.jspecify.annotations.NullMarked;
