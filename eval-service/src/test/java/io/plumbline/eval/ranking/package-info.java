@NullMarked
package io.plumbline.eval.ranking;

import org.jspecify.annotations.NullMarked;
