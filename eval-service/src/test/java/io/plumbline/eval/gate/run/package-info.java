@NullMarked
package io.plumbline.eval.gate.run;

import org.jspecify.annotations.NullMarked;
