@NullMarked
package io.plumbline.eval.metric.retrieval;

import org.jspecify.annotations.NullMarked;
