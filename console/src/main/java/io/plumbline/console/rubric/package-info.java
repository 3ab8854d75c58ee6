/// Rubrics and their versions.
@NullMarked
package io.plumbline.console.rubric;

import org.jspecify.annotations.NullMarked;
