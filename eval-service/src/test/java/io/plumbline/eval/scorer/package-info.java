@NullMarked
package io.plumbline.eval.scorer;

import org.jspecify.annotations.NullMarked;
