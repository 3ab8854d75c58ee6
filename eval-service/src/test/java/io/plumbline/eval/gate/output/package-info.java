@NullMarked
package io.plumbline.eval.gate.output;

import org.jspecify.annotations.NullMarked;
