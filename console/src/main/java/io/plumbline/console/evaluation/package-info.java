/// Common parts of the pages of evaluations.
@NullMarked
package io.plumbline.console.evaluation;

import org.jspecify.annotations.NullMarked;
