/// How a judge is asked, and how its answer becomes a score or an error.
@NullMarked
package io.plumbline.eval.judge.rating;

import org.jspecify.annotations.NullMarked;
