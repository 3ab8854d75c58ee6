/// Rankings of several systems, with corrections for the choice of the best.
@NullMarked
package io.plumbline.eval.statistics.ranking;

import org.jspecify.annotations.NullMarked;
