@NullMarked
package io.plumbline.eval.judge.rating;

import org.jspecify.annotations.NullMarked;
