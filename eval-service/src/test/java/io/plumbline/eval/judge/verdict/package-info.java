@NullMarked
package io.plumbline.eval.judge.verdict;

import org.jspecify.annotations.NullMarked;
