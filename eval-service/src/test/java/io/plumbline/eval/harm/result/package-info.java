@NullMarked
package io.plumbline.eval.harm.result;

import org.jspecify.annotations.NullMarked;
