/// The results of a red-team campaign and their statistics.
@NullMarked
package io.plumbline.eval.redteam.result;

import org.jspecify.annotations.NullMarked;
