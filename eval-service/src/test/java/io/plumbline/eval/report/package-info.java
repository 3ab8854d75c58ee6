@NullMarked
package io.plumbline.eval.report;

import org.jspecify.annotations.NullMarked;
