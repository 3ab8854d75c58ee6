@NullMarked
package io.plumbline.eval.gate.verdict;

import org.jspecify.annotations.NullMarked;
