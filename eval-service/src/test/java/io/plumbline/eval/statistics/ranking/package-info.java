@NullMarked
package io.plumbline.eval.statistics.ranking;

import org.jspecify.annotations.NullMarked;
