@NullMarked
package io.plumbline.eval.gate.report;

import org.jspecify.annotations.NullMarked;
