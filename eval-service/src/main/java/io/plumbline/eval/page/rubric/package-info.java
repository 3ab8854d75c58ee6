/// The pages of rubrics.
@NullMarked
package io.plumbline.eval.page.rubric;

import org.jspecify.annotations.NullMarked;
