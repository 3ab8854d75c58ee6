@NullMarked
package io.plumbline.eval.harm.run;

import org.jspecify.annotations.NullMarked;
