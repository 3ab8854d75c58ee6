/// Checks of instructions that a program can verify.
@NullMarked
package io.plumbline.eval.benchmark.instruction;

import org.jspecify.annotations.NullMarked;
