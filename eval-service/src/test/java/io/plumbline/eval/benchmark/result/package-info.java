@NullMarked
package io.plumbline.eval.benchmark.result;

import org.jspecify.annotations.NullMarked;
