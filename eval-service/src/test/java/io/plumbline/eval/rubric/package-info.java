@NullMarked
package io.plumbline.eval.rubric;

import org.jspecify.annotations.NullMarked;
