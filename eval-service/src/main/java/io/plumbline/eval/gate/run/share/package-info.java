/// This replica's part of the runs: its concurrent calls and their answers.
@NullMarked
package io.plumbline.eval.gate.run.share;

import org.jspecify.annotations.NullMarked;
