@NullMarked
package io.plumbline.eval.harm;

import org.jspecify.annotations.NullMarked;
