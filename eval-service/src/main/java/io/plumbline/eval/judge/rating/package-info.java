/// Prompts of judges, and the conversion of their answers to scores or errors.
@NullMarked
package io.plumbline.eval.judge.rating;

import org.jspecify.annotations.NullMarked;
