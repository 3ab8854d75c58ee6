@NullMarked
package io.plumbline.eval.gate.judging;

import org.jspecify.annotations.NullMarked;
