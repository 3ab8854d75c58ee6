/// Rubrics as versioned data: criteria with an anchor for each level, steps, weights and examples.
@NullMarked
package io.plumbline.eval.rubric;

import org.jspecify.annotations.NullMarked;
