@NullMarked
package io.plumbline.eval.toolcall;

import org.jspecify.annotations.NullMarked;
