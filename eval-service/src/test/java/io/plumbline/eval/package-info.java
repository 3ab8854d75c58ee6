@NullMarked
package io.plumbline.eval;

import org.jspecify.annotations.NullMarked;
