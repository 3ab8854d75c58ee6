@NullMarked
package io.plumbline.eval.suite;

import org.jspecify.annotations.NullMarked;
