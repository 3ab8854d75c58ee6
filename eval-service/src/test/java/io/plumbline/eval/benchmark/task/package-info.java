@NullMarked
package io.plumbline.eval.benchmark.task;

import org.jspecify.annotations.NullMarked;
