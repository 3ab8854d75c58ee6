/// Measures of single answers.
@NullMarked
package io.plumbline.eval.harm.grade;

import org.jspecify.annotations.NullMarked;
