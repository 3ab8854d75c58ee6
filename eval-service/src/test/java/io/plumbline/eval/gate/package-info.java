@NullMarked
package io.plumbline.eval.gate;

import org.jspecify.annotations.NullMarked;
