/// Models that rate answers by rubrics.
@NullMarked
package io.plumbline.eval.judge;

import org.jspecify.annotations.NullMarked;
