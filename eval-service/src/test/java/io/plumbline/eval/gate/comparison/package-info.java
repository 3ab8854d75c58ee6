@NullMarked
package io.plumbline.eval.gate.comparison;

import org.jspecify.annotations.NullMarked;
