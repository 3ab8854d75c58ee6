@NullMarked
package io.plumbline.eval.benchmark.instruction;

import org.jspecify.annotations.NullMarked;
